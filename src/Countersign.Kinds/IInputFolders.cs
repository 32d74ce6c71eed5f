using Countersign.Contracts.Errors;

namespace Countersign.Kinds;

/// <summary>Opens the folders that a job's input names; only folders below the configured roots can be opened.</summary>
public interface IInputFolders
{
    /// <summary>Opens a folder for listing its files and for removing some of them.</summary>
    /// <param name="path">Below one of the configured roots, or one of them; no part of it below the root may be a symbolic link.</param>
    /// <exception cref="WorkFailedException"><c>input_not_found</c> or <c>input_not_allowed</c>.</exception>
    IInputFolder Open(string path);
}
