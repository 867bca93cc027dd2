using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Clients.Codex;
using Xunit;

namespace GitSwarm.Tests.Clients;

/// <summary>The files a patch of Codex is about.</summary>
public class PatchTests
{
    [Fact]
    public void All_kinds_of_headers_are_read()
    {
        const string Text = """
            *** Begin Patch
            *** Add File: new.txt
            +*** Delete File: not-a-header
            *** Update File: src/old name.cs
            *** Move to: src/new name.cs
            @@ class A
            -one
            +two
             *** Update File: context, not a header
            *** Delete File: gone.txt
            *** Update File: new.txt
            *** End Patch
            """;

        Assert.Equal(["new.txt", "src/old name.cs", "src/new name.cs", "gone.txt"], Patch.Paths(Text));
    }

    [Fact]
    public void Line_ends_of_any_system_will_do() =>
        Assert.Equal(["a.txt", "b.txt"], Patch.Paths("*** Add File: a.txt\r\n+x\r\n*** Delete File: b.txt\r\n"));

    [Fact]
    public void Any_text_is_read_without_a_failure() =>
        Prop.ForAll<string?>(text => Patch.Paths(text ?? "").All(p => p.Length > 0)).QuickCheckThrowOnFailure();
}
