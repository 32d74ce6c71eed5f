namespace Countersign.Server.Ports;

/// <summary>Values that inputs name by <c>{"secret_ref": "NAME"}</c>; asked only while an approved step runs.</summary>
public interface ISecretStore
{
    /// <summary>The value of a secret; null when there is none of that name. Names are compared without case.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellationToken);
}
