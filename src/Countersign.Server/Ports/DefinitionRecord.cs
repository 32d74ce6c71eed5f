using System.Text.Json;

namespace Countersign.Server.Ports;

/// <summary>A definition as stores keep it. What it means is for its sort to say; stores only find it.</summary>
public sealed record DefinitionRecord
{
    /// <summary>The longest <see cref="Content"/> that stores take, in bytes of UTF-8.</summary>
    public const int LongestContent = 256 * 1024;

    /// <summary>One of <see cref="DefinitionSorts"/>.</summary>
    public required string Sort { get; init; }

    /// <summary>Unique within the sort.</summary>
    public required string Id { get; init; }

    public required string Owner { get; init; }

    /// <summary>What searches look in, besides the identifier.</summary>
    public required string Name { get; init; }

    /// <summary>What lists are narrowed by; each sort has its own. Null for none.</summary>
    public string? Label { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When something is to be done about it, in whole milliseconds; null for never. Found by <see cref="IDefinitionStore.ListDueAsync"/>.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public required JsonElement Content { get; init; }

    /// <summary>A new definition, still without its content.</summary>
    /// <param name="sort">One of <see cref="DefinitionSorts"/>.</param>
    /// <param name="id">Unique within the sort.</param>
    /// <param name="owner">Who saves it.</param>
    /// <param name="name">What searches look in.</param>
    /// <param name="at">When; in whole milliseconds.</param>
    public static DefinitionRecord New(string sort, string id, string owner, string name, DateTimeOffset at) =>
        new() { Sort = sort, Id = id, Owner = owner, Name = name, CreatedAt = at, UpdatedAt = at, Content = default };

    /// <exception cref="InvalidOperationException">A change would turn the definition into another.</exception>
    public static void RequireSame(DefinitionRecord before, DefinitionRecord after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if ((before.Sort, before.Id, before.Owner, before.CreatedAt) != (after.Sort, after.Id, after.Owner, after.CreatedAt))
        {
            throw new InvalidOperationException($"A change of the {before.Sort} '{before.Id}' alters what is fixed at its creation.");
        }
    }
}
