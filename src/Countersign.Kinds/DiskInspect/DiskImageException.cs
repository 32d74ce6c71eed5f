namespace Countersign.Kinds.DiskInspect;

/// <summary>A disk image could not be read as its format says; <see cref="Code"/> says in which way.</summary>
/// <remarks>The message names the field, the value found and what is allowed. A repeat reads the same bytes, so it never helps.</remarks>
public sealed class DiskImageException : Exception
{
    public DiskImageException(string code, string message)
        : base(message) => Code = code;

    public DiskImageException(string code, string message, Exception innerException)
        : base(message, innerException) => Code = code;

    /// <summary>A stable value of <see cref="DiskImageErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Always false: the bytes of an image do not change between attempts.</summary>
    public bool Retryable { get; }

    internal static DiskImageException Corrupt(string field, object found, string allowed) =>
        new(DiskImageErrorCodes.Corrupt, $"{field} is {found}; allowed is {allowed}.");

    internal static DiskImageException Truncated(string field, long offset, long length, long available) =>
        new(DiskImageErrorCodes.Truncated, $"{field} needs bytes {offset} to {offset + (length - 1)}; the file has {available} bytes.");

    internal static DiskImageException Unsupported(string field, object found, string allowed) =>
        new(DiskImageErrorCodes.Unsupported, $"{field} is {found}; supported is {allowed}.");
}
