using System.Collections.Concurrent;

namespace Stevedore.Credentials;

/// <summary>Values that are fetched once a run, and once more when what they were for rejected them.</summary>
internal sealed class OncePerRun<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> first = new();
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> second = new();

    /// <param name="isRenewal">Whether the first value was rejected. All who say so share one second value.</param>
    public Task<TValue> Get(TKey key, bool isRenewal, Func<Task<TValue>> fetch) =>
        isRenewal ? second.GetOrAdd(key, _ => new(fetch)).Value
        : second.TryGetValue(key, out var renewed) ? renewed.Value
        : first.GetOrAdd(key, _ => new(fetch)).Value;
}
