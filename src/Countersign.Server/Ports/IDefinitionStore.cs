namespace Countersign.Server.Ports;

/// <summary>
/// Definitions: what people write down once and use again. Every sort of them (see <see cref="DefinitionSorts"/>) keeps its own
/// identifiers. What a completed call wrote is durable.
/// </summary>
public interface IDefinitionStore
{
    /// <summary>Adds a definition unless its identifier is taken.</summary>
    /// <returns>Null when it was added; the one that has the identifier otherwise.</returns>
    Task<DefinitionRecord?> TryCreateAsync(DefinitionRecord definition, CancellationToken cancellationToken);

    /// <summary>Reads a definition; null when there is none.</summary>
    Task<DefinitionRecord?> GetAsync(string sort, string id, CancellationToken cancellationToken);

    /// <summary>Reads a page of definitions, the newest first; those of one instant by identifier.</summary>
    Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the definitions that have a <see cref="DefinitionRecord.DueAt"/>, the earliest first; those of one instant by identifier.
    /// Reads no more of the store than it returns.
    /// </summary>
    /// <param name="sort">One of <see cref="DefinitionSorts"/>.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<DefinitionRecord>> ListDueAsync(string sort, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a definition by a pure function of its current state. Of concurrent updates each sees the outcome of the one
    /// before; <paramref name="change"/> may therefore be called more than once.
    /// </summary>
    /// <returns>The definition as it is now; null when there is none.</returns>
    /// <exception cref="InvalidOperationException">The change alters sort, identifier, owner or time of creation. Nothing is stored.</exception>
    Task<DefinitionRecord?> UpdateAsync(
        string sort, string id, Func<DefinitionRecord, DefinitionRecord> change, CancellationToken cancellationToken);

    /// <summary>Removes a definition.</summary>
    /// <returns>False when there was none.</returns>
    Task<bool> DeleteAsync(string sort, string id, CancellationToken cancellationToken);
}
