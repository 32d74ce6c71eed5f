namespace Countersign.Server;

/// <summary>What jobs may read; section <c>Inputs</c>.</summary>
public sealed class InputsOptions
{
    /// <summary>Folders below which jobs may read. Default: the folder the server was started in.</summary>
    public IList<string> Roots { get; } = [];
}
