// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Storage.Blobs.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Azure.Storage.Blobs
{
    public class BlobClientOptions : ClientOptions
    {
        public BlobClientOptions(ServiceVersion version = ServiceVersion.V2025_05_05) => throw null!;

        public enum ServiceVersion
        {
            V2025_05_05 = 26,
        }
    }

    public class BlobServiceClient
    {
        public BlobServiceClient(string connectionString, BlobClientOptions options) => throw null!;

        public BlobServiceClient(Uri serviceUri, TokenCredential credential, BlobClientOptions options = default) => throw null!;

        public virtual BlobContainerClient GetBlobContainerClient(string blobContainerName) => throw null!;

        public virtual Task<Response<BlobServiceProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default) => throw null!;
    }

    public class BlobContainerClient
    {
        public virtual string Name => throw null!;

        public virtual Task<Response<BlobContainerInfo>> CreateIfNotExistsAsync(
            PublicAccessType publicAccessType = PublicAccessType.None,
            IDictionary<string, string> metadata = default,
            BlobContainerEncryptionScopeOptions encryptionScopeOptions = default,
            CancellationToken cancellationToken = default) => throw null!;

        public virtual BlobClient GetBlobClient(string blobName) => throw null!;

        public virtual AsyncPageable<BlobItem> GetBlobsAsync(
            BlobTraits traits = BlobTraits.None,
            BlobStates states = BlobStates.None,
            string prefix = default,
            CancellationToken cancellationToken = default) => throw null!;
    }

    public class BlobClient : BlobBaseClient
    {
        public virtual Task<Response<BlobContentInfo>> UploadAsync(
            BinaryData content, bool overwrite = false, CancellationToken cancellationToken = default) => throw null!;
    }
}

namespace Azure.Storage.Blobs.Specialized
{
    public class BlobBaseClient
    {
        public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync(CancellationToken cancellationToken) => throw null!;

        public virtual Task<Stream> OpenReadAsync(BlobOpenReadOptions options, CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<Response> DeleteAsync(
            DeleteSnapshotsOption snapshotsOption = default,
            BlobRequestConditions conditions = default,
            CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<Response<bool>> DeleteIfExistsAsync(
            DeleteSnapshotsOption snapshotsOption = default,
            BlobRequestConditions conditions = default,
            CancellationToken cancellationToken = default) => throw null!;
    }

    public class BlockBlobClient : BlobBaseClient
    {
        public virtual Task<Response<BlockInfo>> StageBlockAsync(
            string base64BlockId, Stream content, BlockBlobStageBlockOptions options = default, CancellationToken cancellationToken = default) => throw null!;

        public virtual Task<Response<BlobContentInfo>> CommitBlockListAsync(
            IEnumerable<string> base64BlockIds, CommitBlockListOptions options, CancellationToken cancellationToken = default) => throw null!;
    }

    public static class SpecializedBlobExtensions
    {
        public static BlockBlobClient GetBlockBlobClient(this BlobContainerClient client, string blobName) => throw null!;
    }
}
