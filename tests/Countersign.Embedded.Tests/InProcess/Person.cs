namespace Countersign.Embedded.Tests.InProcess;

/// <summary>Somebody who makes requests.</summary>
internal sealed record Person(string User, params string[] Roles)
{
    public static Person Owner { get; } = new("owner", "user");

    public static Person Ann { get; } = new("ann", "approver");

    public static Person Bob { get; } = new("bob", "approver");

    public static Person Root { get; } = new("root", "admin");

    public static Person Agent { get; } = new("robot", "agent");

    public static Person Stranger { get; } = new("stranger", "user");

    public static Person Nobody { get; } = new("");
}
