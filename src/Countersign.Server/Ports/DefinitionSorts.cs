namespace Countersign.Server.Ports;

/// <summary>The sorts of definitions; part of every store's format and never renamed.</summary>
public static class DefinitionSorts
{
    public const string Task = "task";
    public const string Schedule = "schedule";

    /// <summary>When each upkeep of the server is due; nobody is shown them.</summary>
    public const string Upkeep = "upkeep";
}
