using Countersign.Server.Inputs;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Inputs;

public sealed class UploadReferencesTests
{
    [Theory]
    [InlineData("""{"image":{"upload_id":"a"},"more":[{"upload_id":"b"}]}""", "a,b")]
    [InlineData("""{"image":{"upload\u005fid":"a"}}""", "a")]
    [InlineData("""{"text":"upload_id","upload_ids":["a"],"upload_id":7}""", "")]
    [InlineData("""{"path":"a"}""", "")]
    [InlineData("5", "")]
    public void In_FindsEveryUpload_HoweverItsFieldIsWritten(string input, string expected) =>
        Assert.Equal(expected, string.Join(',', UploadReferences.In(TestJson.Parse(input))));
}
