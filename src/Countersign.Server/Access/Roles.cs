namespace Countersign.Server.Access;

/// <summary>The roles that a caller can have; wire names.</summary>
public static class Roles
{
    public const string User = "user";
    public const string Approver = "approver";
    public const string Agent = "agent";
    public const string Admin = "admin";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } = [User, Approver, Agent, Admin];
}
