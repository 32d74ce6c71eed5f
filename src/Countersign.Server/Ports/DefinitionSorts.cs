namespace Countersign.Server.Ports;

/// <summary>The sorts of definitions; part of every store's format and never renamed.</summary>
public static class DefinitionSorts
{
    public const string Task = "task";
    public const string Schedule = "schedule";
}
