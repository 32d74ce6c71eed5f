using Countersign.Contracts.Errors;
using Countersign.Server;
using Countersign.Storage.Azure.Containers;
using Microsoft.Extensions.Options;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Units;

public sealed class OwnContainersTests
{
    [Theory]
    [InlineData("countersign-values")]
    [InlineData("countersign-uploads")]
    [InlineData("countersign-artifacts")]
    [InlineData("countersign-leases")]
    [InlineData("otherhub-largemessages")]
    [InlineData("otherhub-applease")]
    [InlineData("azure-webjobs-hosts")]
    [InlineData("azure-webjobs-secrets")]
    [InlineData("deployment")]
    [InlineData("app-package-func-1")]
    [InlineData("scm-releases")]
    public void ContainerOfTheService_IsRefusedAtTheStart_AndCannotBeOpened(string name)
    {
        var inputs = new InputsOptions();
        inputs.Containers.Add("exports");
        inputs.Containers.Add(name);
        var storage = new AzureStorageOptions { ConnectionString = "UseDevelopmentStorage=true" };

        var result = new OwnContainersValidator(Options.Create(storage)).Validate(null, inputs);
        var refused = Assert.Throws<WorkFailedException>(() => new BlobInputContainers(() => inputs, () => storage, TimeProvider.System).Open(name));

        Assert.StartsWith($"Inputs:Containers:1 is '{name}'; allowed is a container that is none of the service itself", Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.InputNotAllowed, refused.Code);
    }

    [Fact]
    public void OtherContainer_IsTaken()
    {
        var inputs = new InputsOptions();
        inputs.Containers.Add("countersignature");
        inputs.Containers.Add("released");

        Assert.True(new OwnContainersValidator(Options.Create(new AzureStorageOptions())).Validate(null, inputs).Succeeded);
    }
}
