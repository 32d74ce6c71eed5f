namespace Countersign.Kinds;

/// <summary>Keeps values in stored documents so that only this installation can read them.</summary>
public interface ISealedValues
{
    /// <summary>Encrypts a value; twice the same gives different texts.</summary>
    /// <param name="value">Any text.</param>
    /// <param name="place">Where it is kept: it can be opened with the same place only.</param>
    string Seal(string value, string place);

    /// <summary>The value; null when it was sealed with another key or for another place, or was changed.</summary>
    string? Open(string sealedValue, string place);
}
