using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

/// <summary>Which index rows a change moves.</summary>
public sealed class IndexPlacesTests
{
    private static readonly JobRecord Record = new JobBuilder("a").Task("t").Tags("x", "y").Build();
    private static readonly IndexMarks Marks = IndexMarks.New();

    [Fact]
    public void Places_AreOnePerWayToFindTheJob() => Assert.Equal(
        ["all", "kind!code.analysis", "owner!ann", "status!pending", "status!pending!ann", "tag!x", "tag!y", "task!t", "task!t!pending"],
        Partitions(IndexPlaces.Of(Record, Marks)));

    [Fact]
    public void ALogLine_MovesNothing() =>
        Assert.Empty(Moved(Record with { LastSeq = 7, UpdatedAt = JobBuilder.Epoch.AddDays(1) }));

    [Fact]
    public void AStatus_MovesItsRowsOnly() => Assert.Equal(
        ["status!running", "status!running!ann", "task!t!running"], Moved(Record with { Job = Record.Job with { Status = JobStatus.Running } }));

    [Fact]
    public void AName_MovesEveryRowWithACard() =>
        Assert.Equal(9, Moved(Record with { Job = Record.Job with { Name = "Other" } }).Length);

    [Fact]
    public void AWakeUp_AddsItsRow()
    {
        var owed = Record with { WakeUp = WakeUp.Start };

        Assert.Equal(["owed"], Moved(owed));
        var marks = Marks.After(Record, owed);
        Assert.Equal(IndexPlaces.Of(owed, marks), IndexPlaces.Of(owed with { WakeUp = WakeUp.Stop }, marks.After(owed, owed with { WakeUp = WakeUp.Stop })));
    }

    // A late removal of the first row must not hit the second.
    [Fact]
    public void AStatusThatComesBack_GetsAnotherRow()
    {
        var running = Record with { Job = Record.Job with { Status = JobStatus.Running } };
        var back = Marks.After(Record, running).After(running, Record);

        Assert.DoesNotContain(IndexPlaces.Of(Record, back), place => place.Partition == "status!pending" && IndexPlaces.Of(Record, Marks).Contains(place));
    }

    private static string[] Moved(JobRecord after) =>
        Partitions(IndexPlaces.Of(after, Marks.After(Record, after)).Except(IndexPlaces.Of(Record, Marks)));

    private static string[] Partitions(IEnumerable<IndexKey> places) =>
        [.. places.Select(place => place.Partition).Order(StringComparer.Ordinal)];
}
