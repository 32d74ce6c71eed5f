namespace Countersign.Client.Errors;

/// <summary>The bytes that came are not those that the job saved.</summary>
public sealed class DamagedDownloadException(string name, string expected, string actual)
    : Exception($"'{name}' came with digest {actual}; the job saved {expected}. Download it again.");
