using Countersign.Server.Watch;
using Countersign.Testing;
using Xunit;

namespace Countersign.Embedded.Tests.Watch;

/// <summary>Documents are taken when they have stood still.</summary>
public sealed class SettledDocumentsTests
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    private readonly VirtualClock _clock = new();

    [Fact]
    public void Document_ThatGrows_IsNotTaken_UntilItHasStoodStill()
    {
        var settled = new SettledDocuments(Settle, _clock);

        for (var length = 1; length < 5; length++)
        {
            Assert.Empty(settled.Choose([Document(length, 0)], out var left));
            Assert.Equal(Settle, left);
            _clock.Advance(TimeSpan.FromSeconds(1.9));
        }

        Assert.Empty(settled.Choose([Document(4, 0)], out var rest));
        Assert.Equal(TimeSpan.FromSeconds(0.1), rest);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Single(settled.Choose([Document(4, 0)], out rest));
        Assert.Null(rest);
    }

    [Fact]
    public void Document_ThatIsWrittenAgainInTheSameLength_BeginsAnew()
    {
        var settled = new SettledDocuments(Settle, _clock);
        settled.Choose([Document(4, 0)], out _);
        _clock.Advance(Settle);

        Assert.Empty(settled.Choose([Document(4, 1)], out _));
    }

    [Fact]
    public void Document_ThatWentAndCameBack_BeginsAnew()
    {
        var settled = new SettledDocuments(Settle, _clock);
        settled.Choose([Document(4, 0)], out _);
        _clock.Advance(Settle);
        settled.Choose([], out _);

        Assert.Empty(settled.Choose([Document(4, 0)], out _));
    }

    private static WaitingDocument Document(long length, int second) => new("a.json", length, new DateTime(2029, 1, 1, 0, 0, second, DateTimeKind.Utc));
}
