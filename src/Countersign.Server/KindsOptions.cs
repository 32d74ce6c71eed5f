namespace Countersign.Server;

/// <summary>Kinds of job that do not ship with the product; section <c>Kinds</c>.</summary>
public sealed class KindsOptions
{
    /// <summary>The folder with assemblies of kinds. Their code is the operator's: it runs with all that the server may do. Default none.</summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// Whether an assembly that cannot be used keeps the server from starting. Default false: it is reported, and the server works without.
    /// </summary>
    public bool Strict { get; set; }
}
