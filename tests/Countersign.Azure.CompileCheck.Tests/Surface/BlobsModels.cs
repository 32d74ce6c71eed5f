// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Storage.Blobs.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;
using System.Collections.Generic;
using Azure;

namespace Azure.Storage.Blobs.Models
{
    public class BlobContainerInfo
    {
    }

    public class BlobContainerEncryptionScopeOptions
    {
    }

    public class BlobContentInfo
    {
    }

    public class BlockInfo
    {
    }

    public class BlobDownloadResult
    {
        public BinaryData Content => throw null!;
    }

    public class BlobItem
    {
        public string Name => throw null!;

        public string Snapshot => throw null!;

        public string VersionId => throw null!;

        public bool? IsLatestVersion => throw null!;

        public BlobItemProperties Properties => throw null!;

        public IDictionary<string, string> Metadata => throw null!;
    }

    public class BlobItemProperties
    {
        public DateTimeOffset? CreatedOn => throw null!;

        public DateTimeOffset? LastModified => throw null!;

        public long? ContentLength => throw null!;

        public ETag? ETag => throw null!;

        public LeaseStatus? LeaseStatus => throw null!;
    }

    public class BlobOpenReadOptions
    {
        public BlobOpenReadOptions(bool allowModifications) => throw null!;
    }

    public class BlobRequestConditions
    {
        public ETag? IfMatch { get => throw null!; set => throw null!; }
    }

    public class BlobRetentionPolicy
    {
        public bool Enabled { get => throw null!; set => throw null!; }

        public int? Days { get => throw null!; set => throw null!; }
    }

    public class BlobServiceProperties
    {
        public BlobRetentionPolicy DeleteRetentionPolicy { get => throw null!; set => throw null!; }
    }

    public class BlockBlobStageBlockOptions
    {
    }

    public class CommitBlockListOptions
    {
    }

    [Flags]
    public enum BlobStates
    {
        None = 0,
        Snapshots = 1,
        Version = 8,
    }

    [Flags]
    public enum BlobTraits
    {
        None = 0,
        Metadata = 2,
    }

    public enum DeleteSnapshotsOption
    {
        None,
        IncludeSnapshots,
    }

    public enum LeaseStatus
    {
        Locked,
        Unlocked,
    }

    public enum PublicAccessType
    {
        None,
    }
}
