using System.Collections.Frozen;
using Countersign.Server.Kinds;

namespace Countersign.Server.Older;

/// <summary>The operations of job documents and the kinds that do them.</summary>
internal static class DocumentOperations
{
    /// <summary>The one that clients of the replaced service know.</summary>
    public const string Inspect = "guestkit.inspect";

    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        [Inspect] = "disk.inspect",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Their names, for messages.</summary>
    public static string Names => string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal));

    /// <summary>The kind of an operation; null for an unknown one.</summary>
    public static string? KindOf(string operation) => Kinds.GetValueOrDefault(operation);

    /// <summary>The operation of a kind; null for a kind that no document asks for.</summary>
    public static string? Of(string kind) =>
        Kinds.Where(operation => operation.Value == kind).Select(operation => operation.Key).FirstOrDefault();

    /// <summary>Those that this server can do.</summary>
    public static IEnumerable<string> Available(KindCatalogue kinds) =>
        Kinds.Where(operation => kinds.Find(operation.Value) is not null).Select(operation => operation.Key).Order(StringComparer.Ordinal);
}
