using Countersign.Storage.Azure.Index;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

public sealed class RowOrderTests
{
    private static readonly DateTimeOffset Now = JobBuilder.Epoch;

    [Fact]
    public void Keys_SortNewestFirstThenByIdentifier()
    {
        string[] expected =
        [
            RowOrder.NewestFirst(DateTimeOffset.MaxValue, "z", "f"),
            RowOrder.NewestFirst(Now.AddMilliseconds(1), "z", "f"),
            RowOrder.NewestFirst(Now, "A", "f"),
            RowOrder.NewestFirst(Now, "a", "f"),
            RowOrder.NewestFirst(Now, "a-b", "0"),
            RowOrder.NewestFirst(Now, "a.b", "0"),
            RowOrder.NewestFirst(Now.AddMilliseconds(-1), "a", "0"),
            RowOrder.NewestFirst(DateTimeOffset.MinValue, "a", "0"),
        ];

        Assert.Equal(expected, expected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Behind_FollowsEveryRowOfTheJobAndPrecedesTheNext()
    {
        var behind = RowOrder.Behind(Now.ToUnixTimeMilliseconds(), "a");

        Assert.True(string.CompareOrdinal(RowOrder.NewestFirst(Now, "a", "ffff"), behind) < 0);
        Assert.True(string.CompareOrdinal(behind, RowOrder.NewestFirst(Now, "a-", "0000")) < 0);
    }

    [Fact]
    public void Parts_ComeBackFromTheKey()
    {
        var row = RowOrder.NewestFirst(Now, "a.b", "0f");

        Assert.Equal("a.b", RowOrder.JobIdOf(row));
        Assert.Equal(Now.ToUnixTimeMilliseconds(), RowOrder.MillisecondsOf(row));
        Assert.EndsWith("!a.b", RowOrder.WithoutMark(row).ToString(), StringComparison.Ordinal);
    }
}
