namespace Countersign.Server.Access;

/// <summary>Who is answered at all. Set by the host, not by configuration.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether only a person at this machine is answered. Default true: a host that has no authentication stays closed.</summary>
    public bool LocalOnly { get; set; } = true;
}
