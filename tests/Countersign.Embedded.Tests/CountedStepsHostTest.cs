using Countersign.Testing.Kinds;

namespace Countersign.Embedded.Tests;

/// <summary>A test with a host of its own that has <see cref="CountedStepsKind"/>.</summary>
public abstract class CountedStepsHostTest : HostTest
{
    /// <summary>The file with a line for each step that ran.</summary>
    protected string Effects => Path.Combine(Folder, "effects");

    protected override Task<EmbeddedHostSettings> PrepareAsync(EmbeddedHostSettings plain) =>
        Task.FromResult(plain with { ExtraKinds = [new CountedStepsKind(Effects)] });
}
