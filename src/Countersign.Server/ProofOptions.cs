namespace Countersign.Server;

/// <summary>The keys that vouch for decisions and steps; section <c>Proof</c>.</summary>
public sealed class ProofOptions
{
    /// <summary>
    /// The private key that signs, EC P-256 in PEM. Default: made at the first start and kept in the key folder. To change it,
    /// configure another and move the old one's public half to <see cref="FormerKeys"/>.
    /// </summary>
    public string? SigningKey { get; set; }

    /// <summary>Public keys in PEM that signed before, newest first, so that what they signed can still be checked.</summary>
    public IList<string> FormerKeys { get; } = [];

    /// <summary>
    /// The address of a key in Azure Key Vault without a version, such as <c>https://NAME.vault.azure.net/keys/proof-signing</c>.
    /// Its newest version signs inside the vault; the other enabled ones stay known.
    /// </summary>
    public Uri? KeyUri { get; set; }
}
