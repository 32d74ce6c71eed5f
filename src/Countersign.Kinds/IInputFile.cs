namespace Countersign.Kinds;

/// <summary>An opened input.</summary>
public interface IInputFile : IAsyncDisposable
{
    /// <summary>What content entries and plans call it: the path as given, or the upload's name.</summary>
    string Name { get; }

    /// <summary>The bytes; seekable, never written.</summary>
    Stream Content { get; }

    /// <summary>Opens a file in the same folder, for formats that spread over several files.</summary>
    /// <param name="fileName">A plain file name; anything with a folder in it is refused.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>Null when there is no such file, or when the input is an upload, which has no siblings.</returns>
    Task<IInputFile?> OpenSiblingAsync(string fileName, CancellationToken cancellationToken);
}
