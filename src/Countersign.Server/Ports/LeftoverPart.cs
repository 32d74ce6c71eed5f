namespace Countersign.Server.Ports;

/// <summary>What bytes that nothing names were to be.</summary>
public enum LeftoverPart
{
    /// <summary>A file of a step: no job lists it.</summary>
    Artifact,

    /// <summary>A file that a client sent: it never got its row.</summary>
    Upload,
}
