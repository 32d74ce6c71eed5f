namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>Folders that refuse to remove one file.</summary>
internal sealed class Refusing(IInputFolders folders, string refused) : IInputFolders
{
    public IInputFolder Open(string path) => new RefusingFolder(folders.Open(path), refused);

    private sealed class RefusingFolder(IInputFolder folder, string refused) : IInputFolder
    {
        public IEnumerable<FolderItem> List(CancellationToken cancellationToken) => folder.List(cancellationToken);

        public Removal Remove(string name, string etag) =>
            name == refused ? new Removal(RemovalOutcome.Failed, "Permission denied") : folder.Remove(name, etag);

        public void Dispose() => folder.Dispose();
    }
}
