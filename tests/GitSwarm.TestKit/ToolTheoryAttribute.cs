using Xunit;

namespace GitSwarm.TestKit;

/// <summary>As <see cref="ToolFactAttribute"/>, for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    /// <param name="programs">Names as <see cref="TestTools.Find"/> takes them.</param>
    public ToolTheoryAttribute(params string[] programs) => Skip = new ToolFactAttribute(programs).Skip;
}
