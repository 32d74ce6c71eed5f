namespace Countersign.Server.Plans;

/// <summary>The names under which rules decide.</summary>
internal static class PolicyActors
{
    private const string Prefix = "policy:";

    public static string Of(string rule) => Prefix + rule;

    public static bool IsPolicy(string actor) => actor.StartsWith(Prefix, StringComparison.Ordinal);
}
