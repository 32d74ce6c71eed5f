using System.Globalization;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>A folder of so many files that nobody has to make.</summary>
internal sealed class ManyFiles(int count) : IInputFolders, IInputFolder
{
    public IInputFolder Open(string path) => this;

    public IEnumerable<FolderItem> List(CancellationToken cancellationToken) => Enumerable.Range(0, count).Select(i =>
        new FolderItem(i.ToString(CultureInfo.InvariantCulture), FolderItemType.File, 1, DateTimeOffset.UnixEpoch, "1"));

    public Removal Remove(string name, string etag) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
