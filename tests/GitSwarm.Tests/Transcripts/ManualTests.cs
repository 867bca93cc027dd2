using GitSwarm.TestKit;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Transcripts;

/// <summary>The readme and every page of the manual show what happens.</summary>
public class ManualTests
{
    public static TheoryData<string> Pages =>
        [
            "README.md",
            .. Directory
                .EnumerateFiles(Documents.PathOf("docs/manual"), "*.md")
                .Select(file => "docs/manual/" + Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory, Trait("Category", "Binary")]
    [MemberData(nameof(Pages))]
    public void Transcript_page(string page) => Transcript.Check(Documents.PathOf(page), InThisProcess.Options);
}
