using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Definitions;

/// <summary>Definitions in SQLite.</summary>
internal sealed class SqliteDefinitionStore(GuardedDatabase database) : IDefinitionStore
{
    public Task<DefinitionRecord?> TryCreateAsync(DefinitionRecord definition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.WriteAsync(session =>
            DefinitionTable.TryInsert(session, definition) ? null : DefinitionTable.Find(session, definition.Sort, definition.Id));
    }

    public Task<DefinitionRecord?> GetAsync(string sort, string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => DefinitionTable.Find(session, sort, id)));
    }

    public Task<DefinitionPage> ListAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => DefinitionTable.List(session, query)));
    }

    public Task<IReadOnlyList<DefinitionRecord>> ListDueAsync(string sort, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => DefinitionTable.ListDue(session, sort, limit)));
    }

    public Task<DefinitionRecord?> UpdateAsync(
        string sort, string id, Func<DefinitionRecord, DefinitionRecord> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.WriteAsync(session =>
        {
            if (DefinitionTable.Find(session, sort, id) is not { } before)
            {
                return null;
            }

            var after = change(before);
            DefinitionRecord.RequireSame(before, after);
            DefinitionTable.Replace(session, after);
            return (DefinitionRecord?)after;
        });
    }

    public Task<bool> DeleteAsync(string sort, string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.WriteAsync(session => DefinitionTable.Delete(session, sort, id));
    }
}
