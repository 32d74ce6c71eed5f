namespace Countersign.Kinds;

/// <summary>
/// An opened folder. Nothing outside of it can be reached: symbolic links are seen and never followed, neither when listing nor
/// when removing.
/// </summary>
public interface IInputFolder : IDisposable
{
    /// <summary>
    /// Everything below the folder but plain folders, which are descended into; each folder's entries in the ordinal order of
    /// their names. What cannot be looked at is listed as what it is.
    /// </summary>
    IEnumerable<FolderItem> List(CancellationToken cancellationToken);

    /// <summary>Removes a file if it is still the one that was listed. Looks at it again immediately before.</summary>
    /// <param name="name">As listed: relative to the folder, with slashes.</param>
    /// <param name="etag">As listed; anything else is left alone.</param>
    Removal Remove(string name, string etag);
}
