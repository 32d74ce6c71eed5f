namespace Countersign.Kinds.StorageCleanup;

/// <summary>Where files are removed from: a folder, or a blob container. Rules, plans and reports are the same for both.</summary>
internal interface ICleanupTarget : IDisposable
{
    /// <summary>For how many days what is removed can be brought back; 0 for not at all, null where that is not known.</summary>
    Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken);

    /// <summary>Everything that the target holds.</summary>
    IAsyncEnumerable<CleanupListing> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes one item if it is still as the line says.</summary>
    Task<Removal> RemoveAsync(CleanupLine line, CancellationToken cancellationToken);
}
