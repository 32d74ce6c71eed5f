using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Countersign.Storage.Azure.Service;

/// <summary>A table whose outages are the server's <see cref="Server.Ports.StoreUnavailableException"/>.</summary>
internal sealed class GuardedTable(TableClient client)
{
    private readonly string _part = $"table '{client.Name}'";

    public Task CreateAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => client.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    /// <summary>A point read; null when there is no such row.</summary>
    /// <param name="partition">The partition key.</param>
    /// <param name="row">The row key.</param>
    /// <param name="columns">The wanted columns; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<TableEntity?> FindAsync(
        string partition, string row, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        var found = await GuardAsync(
            () => client.GetEntityIfExistsAsync<TableEntity>(partition, row, columns, cancellationToken), cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Rows in the order of their keys, read page by page as they are asked for.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string? filter, int pageSize, IEnumerable<string>? columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = client.QueryAsync<TableEntity>(filter, Math.Clamp(pageSize, 1, MaxPageSize), columns, cancellationToken)
            .AsPages().GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            while (await GuardAsync(() => pages.MoveNextAsync().AsTask(), cancellationToken))
            {
                foreach (var entity in pages.Current.Values)
                {
                    yield return entity;
                }
            }
        }
    }

    /// <summary>All actions or none; all of one partition.</summary>
    /// <exception cref="TableTransactionFailedException">An action was refused: its row is there, is gone, or has changed.</exception>
    public Task SubmitAsync(IEnumerable<TableTransactionAction> actions) =>
        GuardAsync(() => client.SubmitTransactionAsync(actions, CancellationToken.None), CancellationToken.None);

    /// <summary>Adds or replaces a row.</summary>
    public Task PutAsync(TableEntity entity, CancellationToken cancellationToken) => GuardAsync(
        () => client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Removes a row.</summary>
    /// <returns>False when it was gone already, or is not the row that had this tag.</returns>
    public async Task<bool> RemoveAsync(string partition, string row, ETag tag, CancellationToken cancellationToken)
    {
        try
        {
            var response = await GuardAsync(() => client.DeleteEntityAsync(partition, row, tag, cancellationToken), cancellationToken);
            return !response.IsError;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>The most rows that the service returns at once.</summary>
    public const int MaxPageSize = 1000;

    private Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        ServiceFault.GuardAsync(_part, call, cancellationToken);
}
