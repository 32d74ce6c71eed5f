namespace Countersign.Server.Inputs.Sources;

/// <summary>A folder of the server's own in which a job works.</summary>
/// <param name="Root">The whole of it; absolute.</param>
internal sealed record WorkPlace(string Root)
{
    /// <summary>The copy of the source.</summary>
    public string Tree => Path.Combine(Root, "tree");

    /// <summary>Home and temporary files of programs.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>Written last: without it the copy is not whole.</summary>
    public string Counts => Path.Combine(Root, "complete");
}
