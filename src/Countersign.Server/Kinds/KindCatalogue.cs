using System.Collections.Frozen;
using Countersign.Kinds;

namespace Countersign.Server.Kinds;

/// <summary>The kinds that this server runs, by name.</summary>
public sealed class KindCatalogue
{
    private readonly FrozenDictionary<string, IJobKind> _kinds;
    private readonly FrozenDictionary<string, IUpkeepKind> _upkeep;

    /// <exception cref="ArgumentException">Two kinds have one name.</exception>
    public KindCatalogue(IEnumerable<IJobKind> kinds)
    {
        IJobKind[] every = [.. kinds.OrderBy(kind => kind.Descriptor.Kind, StringComparer.Ordinal)];
        var twice = every.GroupBy(kind => kind.Descriptor.Kind).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Two kinds are named '{twice.Key}'.", nameof(kinds));
        }

        All = [.. every.Where(kind => kind is not IUpkeepKind)];
        _upkeep = every.OfType<IUpkeepKind>().ToFrozenDictionary(kind => kind.Descriptor.Kind, StringComparer.Ordinal);
        _kinds = All.ToFrozenDictionary(kind => kind.Descriptor.Kind, StringComparer.Ordinal);
    }

    /// <summary>Every kind that clients may submit, by name.</summary>
    public IReadOnlyList<IJobKind> All { get; }

    /// <summary>Their names, for messages.</summary>
    public string Names => string.Join(", ", All.Select(kind => kind.Descriptor.Kind));

    /// <summary>Finds a kind that clients may submit; null when there is none of that name.</summary>
    public IJobKind? Find(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Finds a kind that a stored job names; null when the server was restarted without it.</summary>
    public IJobKind? FindStored(string kind) => Find(kind) ?? FindUpkeep(kind);

    /// <summary>Finds a kind of the server's own upkeep; null for every other.</summary>
    internal IUpkeepKind? FindUpkeep(string kind) => _upkeep.GetValueOrDefault(kind);

    /// <summary>Finds a kind that a stored job names.</summary>
    /// <exception cref="InvalidOperationException">The server was restarted without that kind.</exception>
    public IJobKind Get(string kind) =>
        FindStored(kind) ?? throw new InvalidOperationException($"This server has no kind '{kind}'.");
}
