using Countersign.Server.Ports;

namespace Countersign.Server.Access;

/// <summary>Which names users may have, wherever they come from.</summary>
internal static class UserNames
{
    private const int Longest = 200;

    /// <summary>What is allowed, for messages.</summary>
    public const string Rule = "1 to 200 characters without control characters, no space at either end, and not 'system'";

    /// <summary>Whether the name can be recorded, shown and compared as it is. The server's own jobs are those of <c>system</c>.</summary>
    public static bool AreFit(string? name) =>
        name is { Length: > 0 and <= Longest } && !name.Any(char.IsControl) && name.Trim().Length == name.Length && name != AuditDraft.System;
}
