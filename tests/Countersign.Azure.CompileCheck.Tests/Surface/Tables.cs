// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Data.Tables.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Azure;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables
{
    public class TableClientOptions : ClientOptions
    {
        public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) => throw null!;

        public enum ServiceVersion
        {
            V2019_02_02 = 1,
            V2020_12_06 = 2,
        }
    }

    public class TableServiceClient
    {
        public TableServiceClient(string connectionString, TableClientOptions options = null) => throw null!;

        public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) => throw null!;

        public virtual TableClient GetTableClient(string tableName) => throw null!;
    }

    public class TableClient
    {
        public virtual string Name => throw null!;

        public static string CreateQueryFilter(FormattableString filter) => throw null!;

        public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
            string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
            where T : class, ITableEntity => throw null!;

        public virtual AsyncPageable<T> QueryAsync<T>(
            string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
            where T : class, ITableEntity => throw null!;

        public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<Response> UpsertEntityAsync<T>(
            T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
            where T : ITableEntity => throw null!;

        public virtual Task<Response> DeleteEntityAsync(
            string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) => throw null!;
    }

    public class TableTransactionAction
    {
        public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity) => throw null!;

        public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default) => throw null!;
    }

    public class TableTransactionFailedException : RequestFailedException
    {
        public TableTransactionFailedException(RequestFailedException requestFailedException)
            : base(0, null) => throw null!;
    }

    public enum TableTransactionActionType
    {
        Add,
        UpdateMerge,
        UpdateReplace,
        Delete,
        UpsertMerge,
        UpsertReplace,
    }

    public enum TableUpdateMode
    {
        Merge,
        Replace,
    }
}

namespace Azure.Data.Tables.Models
{
    public class TableItem
    {
    }
}
