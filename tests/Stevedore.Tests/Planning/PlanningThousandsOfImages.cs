using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>Time in proportion to the settings: what grows with their square takes minutes here.</summary>
public sealed class PlanningThousandsOfImages
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TakesNoLongerThanTheirNumber(bool isChain)
    {
        const int count = 8000;
        var json = new StringBuilder("{ \"images\": {");
        for (var number = 0; number < count; number++)
        {
            var contexts = isChain && number < count - 1 ? $"\"contexts\": {{ \"base\": \"image:i{number + 1}\" }}" : "";
            json.Append(CultureInfo.InvariantCulture, $"{(number == 0 ? "" : ",")}\"i{number}\": {{ {contexts} }}");
        }

        var plan = new PlanCase(json.Append("} }").ToString())
        {
            Dockerfiles = Enumerable
                .Range(0, count)
                .ToDictionary(number => $"i{number}", number => isChain && number < count - 1 ? "FROM base" : "FROM alpine"),
        };
        var begin = Stopwatch.GetTimestamp();

        var images = plan.Plan().Images;

        Assert.True(Stopwatch.GetElapsedTime(begin) < Most, $"{Stopwatch.GetElapsedTime(begin)}");
        Assert.Equal(isChain ? "i7999" : "i0", images[0].Name.Value);
        Assert.Equal(count, images.Length);
    }
}
