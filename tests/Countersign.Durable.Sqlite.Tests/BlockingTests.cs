using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Tests that block threads of the process, and so run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BlockingTests
{
    public const string Name = "blocking";
}
