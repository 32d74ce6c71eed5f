using Xunit;

namespace Countersign.Server.Tests;

public sealed class TimeOrderedIdTests
{
    // More than a millisecond has.
    private const int Many = 20_000;

    [Fact]
    public void New_IsGreaterThanTheOneBefore()
    {
        var before = TimeOrderedId.New(TimeProvider.System);
        for (var i = 0; i < Many; i++)
        {
            var next = TimeOrderedId.New(TimeProvider.System);
            Assert.True(string.CompareOrdinal(before, next) < 0, $"{next} came after {before}.");
            before = next;
        }
    }

    [Fact]
    public void New_IsAUuidOfVersion7()
    {
        var made = Guid.ParseExact(TimeOrderedId.New(TimeProvider.System), "N");

        Assert.Equal((7, true), (made.Version, made.Variant is >= 8 and <= 11));
    }

    [Fact]
    public void New_OnManyThreads_IsDifferentEachTime()
    {
        var made = new string[Many];

        Parallel.For(0, Many, i => made[i] = TimeOrderedId.New(TimeProvider.System));

        Assert.Equal(Many, made.Distinct().Count());
    }
}
