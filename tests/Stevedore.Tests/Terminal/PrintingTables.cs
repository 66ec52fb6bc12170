using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Terminal;

public sealed class PrintingTables
{
    [Fact]
    public void AlignsColumnsAndLeavesNothingBehindTheLast() =>
        Assert.Equal(["a    bb  c", "aaa  b", "x"], TextTable.Render(["a", "bb", "c"], ["aaa", "b", ""], ["x"]));

    [Fact]
    public void NeverCutsAReference()
    {
        var reference = new string('r', 400);

        Assert.Equal([$"web  {reference}  built"], TextTable.Render(["web", reference, "built"]));
    }

    [Fact]
    public void IsEmptyWithoutRows() => Assert.Empty(TextTable.Render());
}
