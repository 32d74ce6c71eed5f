using System.Collections.Frozen;
using Countersign.Kinds;

namespace Countersign.Server.Kinds;

/// <summary>The kinds that this server runs, by name.</summary>
public sealed class KindCatalogue
{
    private readonly FrozenDictionary<string, IJobKind> _kinds;

    /// <exception cref="ArgumentException">Two kinds have one name.</exception>
    public KindCatalogue(IEnumerable<IJobKind> kinds)
    {
        All = [.. kinds.OrderBy(kind => kind.Descriptor.Kind, StringComparer.Ordinal)];
        var twice = All.GroupBy(kind => kind.Descriptor.Kind).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Two kinds are named '{twice.Key}'.", nameof(kinds));
        }

        _kinds = All.ToFrozenDictionary(kind => kind.Descriptor.Kind, StringComparer.Ordinal);
    }

    /// <summary>Every kind, by name.</summary>
    public IReadOnlyList<IJobKind> All { get; }

    /// <summary>Their names, for messages.</summary>
    public string Names => string.Join(", ", All.Select(kind => kind.Descriptor.Kind));

    /// <summary>Finds a kind; null when there is none of that name.</summary>
    public IJobKind? Find(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Finds a kind that a stored job names.</summary>
    /// <exception cref="InvalidOperationException">The server was restarted without that kind.</exception>
    public IJobKind Get(string kind) =>
        Find(kind) ?? throw new InvalidOperationException($"This server has no kind '{kind}'.");
}
