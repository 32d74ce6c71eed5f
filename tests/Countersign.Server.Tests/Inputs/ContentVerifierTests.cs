using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Server.Inputs;
using Xunit;

namespace Countersign.Server.Tests.Inputs;

public sealed class ContentVerifierTests : IDisposable
{
    private const string Commit = "https://code.example.org/app@0123456789abcdef0123456789abcdef01234567";
    private static readonly JsonElement Input = JsonElement.Parse("{}");
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_IsTakenByItsName(bool withRoots)
    {
        var verifier = new ContentVerifier(new InputRoots(withRoots ? [_folder] : []), uploads: null!);

        await verifier.VerifyAsync(Input, [Entry(Commit, "the commit's")], TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("https://code.example.org/app@main")]
    [InlineData("https://code.example.org/app")]
    [InlineData("app@0123456789abcdef0123456789abcdef01234567")]
    public async Task File_ThatIsGone_IsTold(string name) => await ChangedAsync(name, "it is gone");

    [Fact]
    public async Task File_ThatIsCalledLikeACommit_IsRead()
    {
        var path = Path.Combine(_folder, Commit);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "another", TestContext.Current.CancellationToken);

        await ChangedAsync(Commit, "its size is 7 bytes now");
    }

    private async Task ChangedAsync(string name, string how)
    {
        var verifier = new ContentVerifier(new InputRoots([_folder]), uploads: null!);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(
            () => verifier.VerifyAsync(Input, [Entry(name, "as planned")], TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.InputsChanged, failure.Code);
        Assert.Contains(how, failure.Message, StringComparison.Ordinal);
    }

    private static ContentEntry Entry(string name, string content)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        return new ContentEntry(name, Digest.Of(bytes), bytes.Length);
    }
}
