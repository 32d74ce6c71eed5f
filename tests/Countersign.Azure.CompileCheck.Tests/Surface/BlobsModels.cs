// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Storage.Blobs.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;

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

        public BlobItemProperties Properties => throw null!;
    }

    public class BlobItemProperties
    {
        public DateTimeOffset? CreatedOn => throw null!;
    }

    public class BlobOpenReadOptions
    {
        public BlobOpenReadOptions(bool allowModifications) => throw null!;
    }

    public class BlobRequestConditions
    {
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
    }

    [Flags]
    public enum BlobTraits
    {
        None = 0,
    }

    public enum DeleteSnapshotsOption
    {
        None,
    }

    public enum PublicAccessType
    {
        None,
    }
}
