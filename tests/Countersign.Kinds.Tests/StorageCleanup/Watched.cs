namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>Folders that tell when a file was removed.</summary>
internal sealed class Watched(IInputFolders folders, Action<string> removed) : IInputFolders
{
    public IInputFolder Open(string path) => new WatchedFolder(folders.Open(path), removed);

    private sealed class WatchedFolder(IInputFolder folder, Action<string> removed) : IInputFolder
    {
        public IEnumerable<FolderItem> List(CancellationToken cancellationToken) => folder.List(cancellationToken);

        public Removal Remove(string name, string etag)
        {
            var removal = folder.Remove(name, etag);
            removed(name);
            return removal;
        }

        public void Dispose() => folder.Dispose();
    }
}
