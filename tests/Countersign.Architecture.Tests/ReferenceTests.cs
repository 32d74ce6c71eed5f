using Xunit;

namespace Countersign.Architecture.Tests;

/// <summary>Data flows one way: the arrows between the projects.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Countersign.Contracts"] = [],
        ["Countersign.Durable"] = [],
        ["Countersign.Sqlite"] = [],
        ["Countersign.Durable.Sqlite"] = ["Countersign.Durable", "Countersign.Sqlite"],
        ["Countersign.Workflow"] = ["Countersign.Contracts", "Countersign.Durable"],
        ["Countersign.Kinds"] = ["Countersign.Contracts"],
        ["Countersign.Kinds.CodeAnalysis"] = ["Countersign.Kinds"],
        ["Countersign.Server"] = ["Countersign.Contracts", "Countersign.Durable", "Countersign.Kinds", "Countersign.Workflow"],
        ["Countersign.Storage.Azure"] = ["Countersign.Server"],
        ["Countersign.Storage.Sqlite"] = ["Countersign.Server", "Countersign.Sqlite"],
        ["Countersign.Embedded"] = ["Countersign.Durable.Sqlite", "Countersign.Kinds.CodeAnalysis", "Countersign.Server", "Countersign.Storage.Sqlite"],
        ["Countersign.Functions"] = ["Countersign.Kinds.CodeAnalysis", "Countersign.Server", "Countersign.Storage.Azure"],
        // A package for programs of others: what crosses a boundary, and nothing of the server.
        ["Countersign.Client"] = ["Countersign.Contracts"],
        ["Countersign.Cli"] = ["Countersign.Client", "Countersign.Embedded"],
    };

    public static TheoryData<string> Projects => [.. SourceProjects.All.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_RefersOnlyToWhatItMayUse(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is not in the table of allowed references.");
        Assert.Empty(SourceProjects.All[project].Except(allowed));
    }

    [Fact]
    public void EveryProjectOfTheTable_Exists() =>
        Assert.Empty(Allowed.Keys.Except(SourceProjects.All.Keys));
}
