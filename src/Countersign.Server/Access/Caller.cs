namespace Countersign.Server.Access;

/// <summary>Who makes a request; from the token or the connection, never from the body.</summary>
/// <param name="User">The user's name, unique within the installation.</param>
/// <param name="Roles">Any of <c>user</c>, <c>approver</c>, <c>agent</c>, <c>admin</c>.</param>
public sealed record Caller(string User, IReadOnlyList<string> Roles)
{
    /// <summary>The person at the machine, while no authentication is configured and only loopback is served.</summary>
    public static Caller Local { get; } = new("local", [Access.Roles.Admin]);

    /// <summary>Somebody who was not recognised; only endpoints that answer everybody see it.</summary>
    public static Caller Nobody { get; } = new("", []);

    /// <summary>The name that decisions and votes are recorded under.</summary>
    public string Actor => $"user:{User}";

    public bool IsAdmin => Roles.Contains(Access.Roles.Admin);

    /// <summary>Whether this is a program that submits, reads and revises, and never approves.</summary>
    public bool IsAgent => Roles.Contains(Access.Roles.Agent);

    /// <summary>Whether the caller is this owner.</summary>
    public bool Owns(string owner) => string.Equals(User, owner, StringComparison.Ordinal);

    /// <summary>Whether the caller may read a job of this owner, and do with it what owners may.</summary>
    public bool MayRead(string owner) => IsAdmin || Owns(owner);
}
