using Cake.Core.Diagnostics;

namespace Stevedore.Terminal;

/// <summary>How this package logs: one line an entry, whatever others wrote in it.</summary>
internal static class NoteLog
{
    public static void Note(this ICakeLog log, string note) => log.Information("{0}", OutsideText.Clean(note));

    public static void Warn(this ICakeLog log, string note) => log.Warning("{0}", OutsideText.Clean(note));

    /// <summary>For <c>--verbosity=verbose</c>.</summary>
    public static void Detail(this ICakeLog log, string note) => log.Verbose("{0}", OutsideText.Clean(note));

    /// <summary>For <c>--verbosity=diagnostic</c>.</summary>
    public static void Trace(this ICakeLog log, string note) => log.Debug("{0}", OutsideText.Clean(note));
}
