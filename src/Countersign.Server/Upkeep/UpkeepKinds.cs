namespace Countersign.Server.Upkeep;

/// <summary>The names of the kinds of the server's own upkeep; never renamed.</summary>
internal static class UpkeepKinds
{
    public const string Cleanup = "maintenance.cleanup";
    public const string Health = "maintenance.health";
    public const string Purge = "maintenance.purge";
    public const string Repair = "maintenance.repair";

    /// <summary>What all of them begin with, and no other kind.</summary>
    public const string Prefix = "maintenance.";

    public static bool Contains(string kind) => kind.StartsWith(Prefix, StringComparison.Ordinal);
}
