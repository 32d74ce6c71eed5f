namespace Countersign.Server;

/// <summary>The secrets that jobs may name; section <c>Secrets</c>, whose keys are the names.</summary>
/// <remarks>
/// From a configuration file, from variables such as <c>COUNTERSIGN_Secrets__NAME</c>, or in Azure from app settings of that form,
/// whose values may be Key Vault references.
/// </remarks>
public sealed class SecretsOptions
{
    /// <summary>Name to value.</summary>
    public IDictionary<string, string> Values { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
