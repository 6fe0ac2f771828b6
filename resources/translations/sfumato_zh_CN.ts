<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Document</name>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>EmptyMode</name>
    <message>
        <source>No creative mode is installed: the program&apos;s plugin folder is empty.</source>
        <translation>没有安装任何创作模式：程序的插件文件夹是空的。</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>The picture cannot be made of this.</source>
        <translation>无法由此生成画面。</translation>
    </message>
    <message>
        <source>The model and what it was given do not fit.</source>
        <translation>模型与给它的内容不符。</translation>
    </message>
    <message>
        <source>The model file cannot be read.</source>
        <translation>模型文件无法读取。</translation>
    </message>
    <message>
        <source>The model file lacks parts of the model.</source>
        <translation>模型文件缺少模型的一部分。</translation>
    </message>
    <message>
        <source>A file cannot be opened, read or written.</source>
        <translation>文件无法打开、读取或写入。</translation>
    </message>
    <message>
        <source>There is not enough memory; make a smaller picture or close other programs.</source>
        <translation>内存不足；请缩小画面或关闭其他程序。</translation>
    </message>
    <message>
        <source>This program cannot do that.</source>
        <translation>本程序做不到这一点。</translation>
    </message>
    <message>
        <source>The graphics card stopped answering.</source>
        <translation>显卡停止了响应。</translation>
    </message>
    <message>
        <source>The computation failed.</source>
        <translation>计算失败。</translation>
    </message>
</context>
<context>
    <name>FileStore</name>
    <message>
        <source>%1 is no picture made with Sfumato; this mode opens no others.</source>
        <translation>%1 不是用 Sfumato 生成的图片；此模式不能打开其他图片。</translation>
    </message>
    <message>
        <source>The map was not saved as %1: %2.</source>
        <translation>标签图未能保存为 %1：%2。</translation>
    </message>
    <message>
        <source>Opened the first of %1 frames.</source>
        <translation>打开了 %1 帧中的第一帧。</translation>
    </message>
    <message>
        <source>Converted from print colours (CMYK); exports have sRGB colours.</source>
        <translation>已从印刷色（CMYK）转换；导出时使用 sRGB 颜色。</translation>
    </message>
    <message>
        <source>The photo has %1 bits a colour; it was opened with 8.</source>
        <translation>这张照片每种颜色 %1 位；已按 8 位打开。</translation>
    </message>
    <message>
        <source>The photo has %1 bits a colour. Models work on 8; exported as PNG or TIFF, what stays as it is keeps its own.</source>
        <translation>这张照片每种颜色 %1 位。模型按 8 位工作；导出为 PNG 或 TIFF 时，未改动的部分保持原样。</translation>
    </message>
    <message>
        <source>Its colour profile cannot be used; it was taken as sRGB.</source>
        <translation>它的颜色配置文件无法使用；已当作 sRGB。</translation>
    </message>
    <message>
        <source>Read %1 % of %2; the rest is missing.</source>
        <translation>读取了 %2 的 %1 %；其余部分缺失。</translation>
    </message>
</context>
<context>
    <name>InpaintMode</name>
    <message>
        <source>Fill</source>
        <translation>修补</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>修补区</translation>
    </message>
    <message>
        <source>Filling holes needs an inpainting model; none is installed. Put one into the models folder.</source>
        <translation>修补需要局部重绘模型，但尚未安装。请在模型文件夹中放入一个。</translation>
    </message>
    <message>
        <source>There is no photo yet: drop one here or open it.</source>
        <translation>还没有照片：请拖到这里或打开一张。</translation>
    </message>
    <message>
        <source>Nothing to fill yet: brush over something.</source>
        <translation>还没有要修补的地方：请先涂抹一处。</translation>
    </message>
    <message>
        <source>The hole covers all of the photo: leave some of it, so that there is something to go by.</source>
        <translation>空洞盖住了整张照片：请留下一部分，好有所依据。</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>sky</source>
        <translation>天空</translation>
    </message>
    <message>
        <source>cloud</source>
        <translation>云</translation>
    </message>
    <message>
        <source>mountain</source>
        <translation>高山</translation>
    </message>
    <message>
        <source>hill</source>
        <translation>山丘</translation>
    </message>
    <message>
        <source>snow</source>
        <translation>雪</translation>
    </message>
    <message>
        <source>rock</source>
        <translation>岩石</translation>
    </message>
    <message>
        <source>grass</source>
        <translation>草地</translation>
    </message>
    <message>
        <source>flowers</source>
        <translation>花</translation>
    </message>
    <message>
        <source>bush</source>
        <translation>灌木</translation>
    </message>
    <message>
        <source>tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>sand</source>
        <translation>沙</translation>
    </message>
    <message>
        <source>dirt</source>
        <translation>泥土</translation>
    </message>
    <message>
        <source>road</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>sea</source>
        <translation>海</translation>
    </message>
    <message>
        <source>lake</source>
        <translation>湖</translation>
    </message>
    <message>
        <source>river</source>
        <translation>河流</translation>
    </message>
    <message>
        <source>building</source>
        <translation>建筑</translation>
    </message>
    <message>
        <source>object</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>an alpine landscape</source>
        <translation>高山风景</translation>
    </message>
    <message>
        <source>an autumn landscape</source>
        <translation>秋日风景</translation>
    </message>
    <message>
        <source>a coast</source>
        <translation>海岸</translation>
    </message>
    <message>
        <source>a desert</source>
        <translation>沙漠</translation>
    </message>
    <message>
        <source>a meadow</source>
        <translation>草甸</translation>
    </message>
    <message>
        <source>a river landscape</source>
        <translation>河畔风景</translation>
    </message>
    <message>
        <source>a savanna</source>
        <translation>稀树草原</translation>
    </message>
    <message>
        <source>a tropical island</source>
        <translation>热带岛屿</translation>
    </message>
    <message>
        <source>a tuscan landscape</source>
        <translation>托斯卡纳风景</translation>
    </message>
    <message>
        <source>a winter landscape</source>
        <translation>冬日风景</translation>
    </message>
    <message>
        <source>at noon</source>
        <translation>正午</translation>
    </message>
    <message>
        <source>in golden light</source>
        <translation>金色阳光</translation>
    </message>
    <message>
        <source>at sunset</source>
        <translation>日落</translation>
    </message>
    <message>
        <source>at dawn</source>
        <translation>黎明</translation>
    </message>
    <message>
        <source>at dusk</source>
        <translation>黄昏</translation>
    </message>
    <message>
        <source>under a grey sky</source>
        <translation>阴天</translation>
    </message>
    <message>
        <source>in mist</source>
        <translation>薄雾</translation>
    </message>
    <message>
        <source>at night</source>
        <translation>夜晚</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>place and light</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>LayoutMode</name>
    <message>
        <source>Boxes</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Boxes need a layout model; none is installed. Put one into the models folder.</source>
        <translation>方框需要布局模型，但尚未安装。请在模型文件夹中放入一个。</translation>
    </message>
    <message>
        <source>There is no box yet: choose a label and drag one.</source>
        <translation>还没有方框：请选择一个标签并拖出方框。</translation>
    </message>
</context>
<context>
    <name>PluginLoader</name>
    <message>
        <source>It is not a Qt plugin.</source>
        <translation>它不是 Qt 插件。</translation>
    </message>
    <message>
        <source>It was made for another version (%1).</source>
        <translation>它是为另一个版本（%1）制作的。</translation>
    </message>
    <message>
        <source>It names no mode.</source>
        <translation>它没有给出模式名称。</translation>
    </message>
    <message>
        <source>There is a mode “%1” already.</source>
        <translation>已有名为“%1”的模式。</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>%1 s left</source>
        <translation>还剩 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>还剩 %1 分钟</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>developing</source>
        <translation>正在显影</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>步骤 %1/%2</translation>
    </message>
    <message>
        <source>part %1/%2</source>
        <translation>部分 %1/%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>it has no layers that can be read</source>
        <translation>其中没有可以读取的图层</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>文件太大</translation>
    </message>
    <message>
        <source>a part could not be added</source>
        <translation>有一部分无法加入</translation>
    </message>
    <message>
        <source>it has far too many parts</source>
        <translation>其中的部分过多</translation>
    </message>
</context>
<context>
    <name>QPrintPreviewDialog</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
</context>
<context>
    <name>SampleMode</name>
    <message>
        <source>Surprise</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Surprises need a model of classes or an unconditional one; none is installed. Put one into the models folder.</source>
        <translation>随机生成需要类别模型或无条件模型，但尚未安装。请在模型文件夹中放入一个。</translation>
    </message>
</context>
<context>
    <name>SemanticMode</name>
    <message>
        <source>Map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Painting maps needs a model of semantic maps; none is installed.</source>
        <translation>绘制标签图需要语义图模型，但尚未安装。</translation>
    </message>
</context>
<context>
    <name>TextMode</name>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Words need a text model; none is installed. Put one into the models folder.</source>
        <translation>文字需要文生图模型，但尚未安装。请在模型文件夹中放入一个。</translation>
    </message>
    <message>
        <source>Write what you want to see first.</source>
        <translation>请先写下想看到的内容。</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>Box</source>
        <translation>画方框</translation>
    </message>
    <message>
        <source>Drag a box: Shift square, Alt from the centre, Ctrl snaps, Space moves it. Click one and type its name, drag it, or press Delete.</source>
        <translation>拖出方框：Shift 为正方形，Alt 从中心开始，Ctrl 吸附，空格移动。单击方框后可输入名称、拖动，或按 Delete 删除。</translation>
    </message>
    <message>
        <source>Copy boxes</source>
        <translation>复制方框</translation>
    </message>
    <message>
        <source>Move box</source>
        <translation>移动方框</translation>
    </message>
    <message>
        <source>New box</source>
        <translation>新方框</translation>
    </message>
    <message>
        <source>box %1 of %2: %3</source>
        <translation>第 %1 个方框，共 %2 个：%3</translation>
    </message>
    <message>
        <source>Rename box</source>
        <translation>重命名方框</translation>
    </message>
    <message>
        <source>Order boxes</source>
        <translation>调整方框次序</translation>
    </message>
    <message>
        <source>Delete box</source>
        <translation>删除方框</translation>
    </message>
    <message>
        <source>type a name</source>
        <translation>输入名称</translation>
    </message>
    <message>
        <source>%1: no such label</source>
        <translation>%1：没有这个标签</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Paint the label. Shift+click draws a line, Shift+drag changes the size, Ctrl+drag erases, Ctrl+click picks a label.</source>
        <translation>涂画标签。Shift+单击画直线，Shift+拖动改变大小，Ctrl+拖动擦除，Ctrl+单击拾取标签。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Take parts of the hole back; Ctrl adds to it.</source>
        <translation>缩小修补区；按 Ctrl 则扩大。</translation>
    </message>
    <message>
        <source>Paint the first label, as on an empty map; Ctrl paints the label in use.</source>
        <translation>涂成第一个标签，如同空白标签图；按 Ctrl 涂画当前标签。</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <translation>蒙版画笔</translation>
    </message>
    <message>
        <source>Brush over what is to be filled anew; Ctrl takes parts back. Shift+click draws a line, Shift+drag changes the size.</source>
        <translation>涂抹要重新填补的地方；按 Ctrl 则缩小。Shift+单击画直线，Shift+拖动改变大小。</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Fill an area with the label; Shift replaces its label everywhere, Ctrl erases.</source>
        <translation>用标签填充一片区域；Shift 在各处替换该标签，Ctrl 擦除。</translation>
    </message>
    <message>
        <source>Label picker</source>
        <translation>标签吸管</translation>
    </message>
    <message>
        <source>Take up the label under the pointer.</source>
        <translation>拾取指针下的标签。</translation>
    </message>
    <message>
        <source>Colour brush</source>
        <translation>彩色画笔</translation>
    </message>
    <message>
        <source>Paint the colour onto a paint layer. Ctrl+drag takes paint away, Ctrl+click or Alt picks a colour, Shift+click draws a line, Shift+drag changes the size.</source>
        <translation>把颜色画在颜料图层上。Ctrl+拖动去除颜料，Ctrl+单击或按 Alt 拾取颜色，Shift+单击画直线，Shift+拖动改变大小。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Drag everything that is painted to another place; arrow keys move it by a pixel, with Shift by ten.</source>
        <translation>把画好的内容整体拖到别处；方向键移动一个像素，加 Shift 移动十个。</translation>
    </message>
    <message>
        <source>Lasso fill</source>
        <translation>套索填充</translation>
    </message>
    <message>
        <source>Draw around an area to fill it with the label; Ctrl takes it away.</source>
        <translation>圈出一片区域并用标签填充；按 Ctrl 则去除。</translation>
    </message>
    <message>
        <source>Polygon fill</source>
        <translation>多边形填充</translation>
    </message>
    <message>
        <source>Click the corners of an area to fill; the first corner or Return closes it, Backspace takes a corner back, Shift keeps to eighths of a turn.</source>
        <translation>依次单击区域的各个顶点；单击第一个顶点或按 Return 闭合，Backspace 撤回一个顶点，Shift 限制为 45 度的倍数。</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Drag to move the view. The space bar does so with any tool.</source>
        <translation>拖动以移动视图。使用任何工具时按空格键也可以。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Click to come closer, Alt+click to step back, drag to zoom smoothly.</source>
        <translation>单击放大，Alt+单击缩小，拖动可平滑缩放。</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Click where it matters: that part is enlarged first, four ways to choose from.</source>
        <translation>点击重要的地方：先放大那一部分，有四种方式可选。</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>保留这里</translation>
    </message>
    <message>
        <source>Brush over what is to stay in the next pictures; Ctrl lets parts go. Shift+drag changes the size.</source>
        <translation>涂抹下一张画面中要保留的部分；按住 Ctrl 取消部分保留。Shift+拖动改变大小。</translation>
    </message>
</context>
<context>
    <name>UpscaleMode</name>
    <message>
        <source>Upscale</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大设置</translation>
    </message>
    <message>
        <source>Enlarging needs an upscaling model; none is installed. Put one into the models folder.</source>
        <translation>放大需要放大模型，但尚未安装。请在模型文件夹中放入一个。</translation>
    </message>
    <message>
        <source>There is no photo yet: drop one here or open it.</source>
        <translation>还没有照片：请拖到这里或打开一张。</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>A map, or a picture made with Sfumato.</source>
        <translation>一张标签图，或用 Sfumato 生成的图片。</translation>
    </message>
    <message>
        <source>Folder with further models.</source>
        <translation>存放更多模型的文件夹。</translation>
    </message>
    <message>
        <source>Mode to begin in: semantic, layout, inpaint, upscale, text, sample.</source>
        <translation>启动时的模式：semantic、layout、inpaint、upscale、text、sample。</translation>
    </message>
</context>
<context>
    <name>sfumato::AboutDialog</name>
    <message>
        <source>About Sfumato</source>
        <translation>关于 Sfumato</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Sfumato %1&lt;/h2&gt;&lt;p&gt;Paint a rough map and watch a picture form out of noise. Latent diffusion models after Rombach et al., 2022.&lt;/p&gt;</source>
        <translation>&lt;h2&gt;Sfumato %1&lt;/h2&gt;&lt;p&gt;画一张粗略的标签图，看画面从噪声中成形。潜在扩散模型，依据 Rombach 等人，2022 年。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Licences and credits</source>
        <translation>许可与致谢</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Versions and the machine, to paste where you ask for help; nothing that says who you are</source>
        <translation>版本和机器信息，求助时可以粘贴；不含任何个人信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>### Licences</source>
        <translation>### 许可</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Starter models</source>
        <translation>自带模型</translation>
    </message>
    <message>
        <source>the weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>界面</translation>
    </message>
    <message>
        <source>the engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>resampling, filters</source>
        <translation>重采样、滤镜</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>projects, checkpoints</source>
        <translation>工程、检查点</translation>
    </message>
    <message>
        <source>recipes, models, command line</source>
        <translation>配方、模型、命令行</translation>
    </message>
    <message>
        <source>words, training</source>
        <translation>文字、训练</translation>
    </message>
    <message>
        <source>BERT&apos;s word list</source>
        <translation>BERT 词表</translation>
    </message>
    <message>
        <source>words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>CLIP&apos;s merges</source>
        <translation>CLIP 合并表</translation>
    </message>
    <message>
        <source>### Credits of the starter models</source>
        <translation>### 自带模型致谢</translation>
    </message>
    <message>
        <source>They learnt from landscapes drawn by this program, with textures and cut-outs from these free works, and from free photographs; all are named in CREDITS.md beside the models.</source>
        <translation>它们学习了本程序绘制的风景（使用了以下自由作品的纹理和剪影）以及自由许可的照片；全部列在模型旁的 CREDITS.md 中。</translation>
    </message>
</context>
<context>
    <name>sfumato::Autosave</name>
    <message>
        <source>Unsaved work cannot be kept for the case of a crash: the folder %1 cannot be written to.</source>
        <translation>无法为防崩溃而保留未保存的工作：文件夹 %1 不可写入。</translation>
    </message>
</context>
<context>
    <name>sfumato::BatchPanel</name>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Photos to enlarge</source>
        <translation>要放大的照片</translation>
    </message>
    <message>
        <source>Each result is saved beside its photo; double-click one to open it</source>
        <translation>每个结果保存在照片旁边；双击即可打开</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Enlarges them with the settings of this mode</source>
        <translation>用此模式的设置放大它们</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>All photos in it; results of before are left out</source>
        <translation>其中的所有照片；以前的结果除外</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ends the photo at hand at its next part; nothing half is saved</source>
        <translation>在下一块处结束当前照片；不保存未完成的结果</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Those that failed or were stopped</source>
        <translation>失败或被停止的照片</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Empties this list; files stay</source>
        <translation>清空此列表；文件保留</translation>
    </message>
    <message>
        <source>Drop photos or a folder on “Upscale”, or add them here.</source>
        <translation>把照片或文件夹拖到“放大”上，或在这里添加。</translation>
    </message>
    <message>
        <source>%1 of %2 done.</source>
        <translation>已完成 %1 张，共 %2 张。</translation>
    </message>
    <message numerus="yes">
        <source>%n failed.</source>
        <translation>
            <numerusform>%n 张失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>About %1 s left.</source>
        <translation>还需约 %1 秒。</translation>
    </message>
    <message>
        <source>About %1 min left.</source>
        <translation>还需约 %1 分钟。</translation>
    </message>
    <message>
        <source>Measuring how long it takes…</source>
        <translation>正在测算所需时间…</translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>How many of the photos are done</source>
        <translation>已完成多少张照片</translation>
    </message>
</context>
<context>
    <name>sfumato::BatchRoom</name>
    <message>
        <source>Enlarge many</source>
        <translation>批量放大</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) enlarged; %1 failed, the list says why.</source>
        <translation>
            <numerusform>已放大 %n 张照片；%1 张失败，原因见列表。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) enlarged; the results lie beside the originals.</source>
        <translation>
            <numerusform>已放大 %n 张照片；结果在原照片旁边。</numerusform>
        </translation>
    </message>
    <message>
        <source>Enlarge photos…</source>
        <translation>放大照片…</translation>
    </message>
    <message>
        <source>Each result is saved beside its photo</source>
        <translation>每个结果保存在照片旁边</translation>
    </message>
    <message>
        <source>Enlarge a folder…</source>
        <translation>放大文件夹…</translation>
    </message>
    <message>
        <source>All photos of a folder, each result beside its photo</source>
        <translation>文件夹中的所有照片，结果在各自旁边</translation>
    </message>
    <message>
        <source>There is no photo in it: PNG, JPEG, TIFF and WebP files are looked for.</source>
        <translation>里面没有照片：只查找 PNG、JPEG、TIFF 和 WebP 文件。</translation>
    </message>
    <message>
        <source>Photos to enlarge</source>
        <translation>要放大的照片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Folder of photos to enlarge</source>
        <translation>要放大的照片文件夹</translation>
    </message>
</context>
<context>
    <name>sfumato::BlendDial</name>
    <message>
        <source>Blend of two seeds</source>
        <translation>两个种子的混合</translation>
    </message>
    <message>
        <source>Where between the two pictures&apos; seeds the next picture lies</source>
        <translation>下一张画面位于两张画面的种子之间的何处</translation>
    </message>
    <message>
        <source>Put the dial away; the blend stays set</source>
        <translation>收起滑杆；混合设置保持不变</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
</context>
<context>
    <name>sfumato::CanvasSizeDialog</name>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Canvas size</source>
        <translation>画布大小</translation>
    </message>
    <message>
        <source>Upper left corner</source>
        <translation>左上角</translation>
    </message>
    <message>
        <source>Upper side</source>
        <translation>上边</translation>
    </message>
    <message>
        <source>Upper right corner</source>
        <translation>右上角</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>左边</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>Right side</source>
        <translation>右边</translation>
    </message>
    <message>
        <source>Lower left corner</source>
        <translation>左下角</translation>
    </message>
    <message>
        <source>Lower side</source>
        <translation>下边</translation>
    </message>
    <message>
        <source>Lower right corner</source>
        <translation>右下角</translation>
    </message>
    <message>
        <source>Stays in place</source>
        <translation>保持不动的位置</translation>
    </message>
    <message>
        <source>The canvas becomes %1×%2. What is there stays, and a new picture with the same seed goes on from it.</source>
        <translation>画布将变为 %1×%2。已有内容保持不变，用相同种子生成的新画面会由此延续。</translation>
    </message>
</context>
<context>
    <name>sfumato::CanvasView</name>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Picture, forming</source>
        <translation>画面，正在成形</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Photo and hole</source>
        <translation>照片与修补区</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>All that the picture is made of is hidden; show a layer</source>
        <translation>画面所依据的图层都已隐藏；请显示一个图层</translation>
    </message>
    <message>
        <source>Drop a photo here, or open one (Ctrl+O)</source>
        <translation>把照片拖到这里，或打开一张（Ctrl+O）</translation>
    </message>
    <message>
        <source>Choose a label and drag a box</source>
        <translation>选择一个标签并拖出方框</translation>
    </message>
    <message>
        <source>Press Generate (Ctrl+Return)</source>
        <translation>点击“生成”（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>What you paint or place, and the picture made of it.</source>
        <translation>您所画或放置的内容，以及由它生成的画面。</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>位于%1上</translation>
    </message>
</context>
<context>
    <name>sfumato::CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>A few letters of what you look for; Return does it</source>
        <translation>输入几个字即可查找；按 Return 执行</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>sfumato::ContactSheet</name>
    <message>
        <source>Contact sheet</source>
        <translation>小样</translation>
    </message>
    <message>
        <source>Choose one: it goes on to its end</source>
        <translation>选择一个：它会继续完成</translation>
    </message>
    <message>
        <source>9</source>
        <translation>9</translation>
    </message>
    <message>
        <source>Nine sketches</source>
        <translation>九张草图</translation>
    </message>
    <message>
        <source>16</source>
        <translation>16</translation>
    </message>
    <message>
        <source>Sixteen sketches</source>
        <translation>十六张草图</translation>
    </message>
    <message>
        <source>Other seeds</source>
        <translation>其他种子</translation>
    </message>
    <message>
        <source>Sketches of the next seeds</source>
        <translation>后续种子的草图</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to the canvas</source>
        <translation>回到画布</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
</context>
<context>
    <name>sfumato::Desktop</name>
    <message>
        <source>The picture could not be made</source>
        <translation>画面未能生成</translation>
    </message>
    <message>
        <source>The picture is done</source>
        <translation>画面已完成</translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation>用时 %1 秒。</translation>
    </message>
</context>
<context>
    <name>sfumato::Document</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>“%1” is locked and keeps what it shows; the new picture is in the history.</source>
        <translation>“%1”已锁定，内容保持不变；新画面在历史中。</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>笔触</translation>
    </message>
    <message>
        <source>Colours go onto a paint layer: choose one in the layers, or add one (Ctrl+Shift+N).</source>
        <translation>颜色要画在颜料图层上：请在图层中选择一个，或新建一个（Ctrl+Shift+N）。</translation>
    </message>
    <message>
        <source>There is no photo yet to paint on: open one (Ctrl+O), or add a paint layer (Ctrl+Shift+N).</source>
        <translation>还没有可以涂画的照片：请打开一张（Ctrl+O），或新建颜料图层（Ctrl+Shift+N）。</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>颜料</translation>
    </message>
    <message>
        <source>New layer</source>
        <translation>新图层</translation>
    </message>
    <message>
        <source>Picture as a layer</source>
        <translation>图片作为图层</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Keep as layer</source>
        <translation>保留为图层</translation>
    </message>
    <message>
        <source>Canvas size</source>
        <translation>画布大小</translation>
    </message>
</context>
<context>
    <name>sfumato::DocumentCommands</name>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>A document of its own: empty, an example, or what was copied</source>
        <translation>新建文档：空白、示例，或剪贴板中的内容</translation>
    </message>
    <message>
        <source>New from the clipboard</source>
        <translation>由剪贴板新建</translation>
    </message>
    <message>
        <source>Ctrl+Shift+V</source>
        <translation>Ctrl+Shift+V</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>There is no picture yet: press Generate first.</source>
        <translation>还没有画面：请先点击“生成”。</translation>
    </message>
    <message>
        <source>Close document</source>
        <translation>关闭文档</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>Open the closed document again</source>
        <translation>重新打开已关闭的文档</translation>
    </message>
    <message>
        <source>Ctrl+Shift+T</source>
        <translation>Ctrl+Shift+T</translation>
    </message>
    <message>
        <source>What was in the document that was closed last, its history too</source>
        <translation>恢复上次关闭的文档的内容及其历史</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制画面</translation>
    </message>
    <message>
        <source>Copy the picture with its recipe</source>
        <translation>复制画面及其配方</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Pasted here again it brings back what it was made of</source>
        <translation>再粘贴到这里时，会恢复它的依据和设置</translation>
    </message>
    <message>
        <source>The mode for this is not installed.</source>
        <translation>没有安装用于此操作的模式。</translation>
    </message>
    <message>
        <source>New photo</source>
        <translation>新建照片</translation>
    </message>
    <message>
        <source>There is no picture to paste; copy one first.</source>
        <translation>没有可粘贴的图片；请先复制一张。</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>下一个文档</translation>
    </message>
    <message>
        <source>Ctrl+Tab</source>
        <translation>Ctrl+Tab</translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation>上一个文档</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Tab</source>
        <translation>Ctrl+Shift+Tab</translation>
    </message>
</context>
<context>
    <name>sfumato::DocumentTabs</name>
    <message>
        <source>Open documents</source>
        <translation>打开的文档</translation>
    </message>
    <message>
        <source>%1, not saved as a project yet</source>
        <translation>%1，尚未保存为工程</translation>
    </message>
    <message>
        <source>%1, with unsaved changes</source>
        <translation>%1，有未保存的更改</translation>
    </message>
    <message>
        <source>Close this document (Ctrl+W)</source>
        <translation>关闭此文档 (Ctrl+W)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the others</source>
        <translation>关闭其他文档</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
</context>
<context>
    <name>sfumato::DropZones</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>New layer</source>
        <translation>新图层</translation>
    </message>
    <message>
        <source>As map</source>
        <translation>作为标签图</translation>
    </message>
    <message>
        <source>As mask</source>
        <translation>作为蒙版</translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Add to the models</source>
        <translation>加入模型</translation>
    </message>
    <message>
        <source>A photo, a project, or a picture made with Sfumato</source>
        <translation>照片、工程或用 Sfumato 生成的图片</translation>
    </message>
    <message>
        <source>On top of what is there</source>
        <translation>放在现有内容之上</translation>
    </message>
    <message>
        <source>Colours become labels</source>
        <translation>颜色变为标签</translation>
    </message>
    <message>
        <source>Bright or opaque parts are filled anew</source>
        <translation>明亮或不透明的部分将重新填补</translation>
    </message>
    <message>
        <source>Larger, with detail</source>
        <translation>放大并补充细节</translation>
    </message>
    <message>
        <source>Checked first; nothing in the file is run</source>
        <translation>先经检查；文件中的代码不会被运行</translation>
    </message>
</context>
<context>
    <name>sfumato::ExportDialog</name>
    <message>
        <source>Include the recipe</source>
        <translation>包含配方</translation>
    </message>
    <message>
        <source>Keep camera data</source>
        <translation>保留相机数据</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG, without loss</source>
        <translation>PNG，无损</translation>
    </message>
    <message>
        <source>JPEG, small</source>
        <translation>JPEG，较小</translation>
    </message>
    <message>
        <source>WebP, smallest</source>
        <translation>WebP，最小</translation>
    </message>
    <message>
        <source>TIFF, for print</source>
        <translation>TIFF，用于印刷</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Where the picture goes; a file of that name is not overwritten</source>
        <translation>图片的保存位置；不会覆盖同名文件</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Less makes a smaller file and coarser detail</source>
        <translation>越低文件越小，细节越粗</translation>
    </message>
    <message>
        <source>Sfumato can then make the same picture again from the file</source>
        <translation>这样 Sfumato 就能用该文件再次生成同样的图片</translation>
    </message>
    <message>
        <source>What the photo says of camera, place, time and author. Colours are kept in any case.</source>
        <translation>照片中关于相机、地点、时间和作者的信息。颜色总会保留。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Another folder or name</source>
        <translation>另选文件夹或名称</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff)</translation>
    </message>
</context>
<context>
    <name>sfumato::HelpControl</name>
    <message>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
    <message>
        <source>The page about the mode in use</source>
        <translation>关于当前模式的页面</translation>
    </message>
    <message>
        <source>Keys and pointer</source>
        <translation>按键与指针</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>About Sfumato</source>
        <translation>关于 Sfumato</translation>
    </message>
    <message>
        <source>The example of this mode is missing: %1.</source>
        <translation>缺少此模式的示例：%1。</translation>
    </message>
    <message>
        <source>Paint over it</source>
        <translation>在上面涂画吧</translation>
    </message>
    <message>
        <source>What the brush paints</source>
        <translation>画笔画什么</translation>
    </message>
    <message>
        <source>Makes the picture</source>
        <translation>生成画面</translation>
    </message>
    <message>
        <source>The pictures so far</source>
        <translation>至今的画面</translation>
    </message>
</context>
<context>
    <name>sfumato::HelpWindow</name>
    <message>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
    <message>
        <source>Shows the pages with these words and marks them</source>
        <translation>列出含有这些词的页面并标出</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>The pages of the guide</source>
        <translation>指南的各页</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>sfumato::HistoryStrip</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Picture with seed %1</source>
        <translation>种子为 %1 的画面</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Use this seed</source>
        <translation>使用此种子</translation>
    </message>
    <message>
        <source>Bring back what it was made of</source>
        <translation>恢复它的依据和设置</translation>
    </message>
    <message>
        <source>Keep as layer</source>
        <translation>保留为图层</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Pictures made so far. Click shows one, right click offers more; drag one onto another to blend their seeds.</source>
        <translation>目前生成的画面。单击显示，右键查看更多操作；将一张拖到另一张上可混合它们的种子。</translation>
    </message>
    <message>
        <source>Compare with the one shown</source>
        <translation>与当前显示的画面比较</translation>
    </message>
    <message>
        <source>Blend with the one shown</source>
        <translation>与当前显示的画面混合</translation>
    </message>
    <message>
        <source>Make again, twice as large</source>
        <translation>以两倍大小重新生成</translation>
    </message>
    <message>
        <source>Seed %1, %2 steps</source>
        <translation>种子 %1，%2 步</translation>
    </message>
    <message>
        <source>%1, %2 s</source>
        <translation>%1，%2 秒</translation>
    </message>
</context>
<context>
    <name>sfumato::LabelList</name>
    <message>
        <source>Find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>What the brush paints. Keys 1 to 9 and 0 choose the first ten.</source>
        <translation>画笔画的内容。按键 1 到 9 和 0 选择前十个。</translation>
    </message>
    <message>
        <source>Shows the names with these letters</source>
        <translation>列出含有这些字的名称</translation>
    </message>
</context>
<context>
    <name>sfumato::LayerStack</name>
    <message>
        <source>Delete layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>移动图层</translation>
    </message>
    <message>
        <source>Merge layers</source>
        <translation>合并图层</translation>
    </message>
    <message>
        <source>Paint layer</source>
        <translation>颜料图层</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>“%1” is locked; unlock it to delete it.</source>
        <translation>“%1”已锁定；解锁后才能删除。</translation>
    </message>
    <message>
        <source>“%1” is where the next picture goes and stays; hide it instead.</source>
        <translation>“%1”用来放置下一张画面，不能删除；可以把它隐藏。</translation>
    </message>
    <message>
        <source>“%1” is what the picture is made of and stays; hide it instead.</source>
        <translation>“%1”是画面的依据，不能删除；可以把它隐藏。</translation>
    </message>
    <message>
        <source>There is no picture yet: press Generate first.</source>
        <translation>还没有画面：请先点击“生成”。</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>%1, copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>复制图层</translation>
    </message>
    <message>
        <source>“%1” is the lowest layer; there is nothing to merge it with.</source>
        <translation>“%1”是最底层；没有可以与它合并的图层。</translation>
    </message>
    <message>
        <source>“%1” is where the next picture goes; keep the picture as a layer and merge that.</source>
        <translation>“%1”用来放置下一张画面；请先把画面保留为图层，再合并。</translation>
    </message>
    <message>
        <source>“%1” is locked; unlock it to merge it.</source>
        <translation>“%1”已锁定；解锁后才能合并。</translation>
    </message>
    <message>
        <source>“%1” is hidden; show it to merge it.</source>
        <translation>“%1”已隐藏；显示后才能合并。</translation>
    </message>
    <message>
        <source>“%1” and “%2” hold different things and cannot be merged; bring layers of one kind next to each other.</source>
        <translation>“%1”和“%2”内容不同，无法合并；请把同类图层放在一起。</translation>
    </message>
    <message>
        <source>“%1” is where photos go and stays; move it below the other layer.</source>
        <translation>“%1”用来放置照片，必须保留；请把它移到另一图层之下。</translation>
    </message>
    <message>
        <source>“%1” is empty; there is nothing to merge with.</source>
        <translation>“%1”是空的；没有可以合并的内容。</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>显示图层</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>隐藏图层</translation>
    </message>
    <message>
        <source>Lock layer</source>
        <translation>锁定图层</translation>
    </message>
    <message>
        <source>Unlock layer</source>
        <translation>解锁图层</translation>
    </message>
    <message>
        <source>Layer opacity</source>
        <translation>图层不透明度</translation>
    </message>
    <message>
        <source>“%1” is locked; unlock it in the layers to change it.</source>
        <translation>“%1”已锁定；请在图层中解锁后再修改。</translation>
    </message>
    <message>
        <source>“%1” is hidden; show it in the layers to change it.</source>
        <translation>“%1”已隐藏；请在图层中显示后再修改。</translation>
    </message>
</context>
<context>
    <name>sfumato::LayersDelegate</name>
    <message>
        <source>Layer name</source>
        <translation>图层名称</translation>
    </message>
    <message>
        <source>Hide the layer (Space)</source>
        <translation>隐藏图层（空格）</translation>
    </message>
    <message>
        <source>Show the layer (Space)</source>
        <translation>显示图层（空格）</translation>
    </message>
    <message>
        <source>Unlock the layer, so that it can be changed</source>
        <translation>解锁图层，使其可以修改</translation>
    </message>
    <message>
        <source>Lock the layer, so that nothing changes it</source>
        <translation>锁定图层，避免改动</translation>
    </message>
    <message>
        <source>%1. Double click or F2 renames it, dragging changes the order.</source>
        <translation>%1。双击或按 F2 改名，拖动改变次序。</translation>
    </message>
</context>
<context>
    <name>sfumato::LayersModel</name>
    <message>
        <source>%1, %2 %</source>
        <translation>%1，%2 %</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>颜料</translation>
    </message>
    <message>
        <source>Labels, in use</source>
        <translation>标签，使用中</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Boxes, in use</source>
        <translation>方框，使用中</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>To be filled, in use</source>
        <translation>待修补，使用中</translation>
    </message>
    <message>
        <source>To be filled</source>
        <translation>待修补</translation>
    </message>
    <message>
        <source>Newest picture</source>
        <translation>最新画面</translation>
    </message>
    <message>
        <source>Kept picture</source>
        <translation>保留的画面</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>可见</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation>百分之 %1</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
</context>
<context>
    <name>sfumato::LayersPanel</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>The topmost layer first. Space shows or hides, F2 renames, Delete deletes.</source>
        <translation>最上面的图层在前。空格显示或隐藏，F2 改名，Delete 删除。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>New paint layer</source>
        <translation>新建颜料图层</translation>
    </message>
    <message>
        <source>Ctrl+Shift+N</source>
        <translation>Ctrl+Shift+N</translation>
    </message>
    <message>
        <source>An empty layer to paint colours on</source>
        <translation>一个空白图层，可在上面涂画颜色</translation>
    </message>
    <message>
        <source>Picture from a file…</source>
        <translation>来自文件的图片…</translation>
    </message>
    <message>
        <source>A picture from a file as a layer of its own</source>
        <translation>把文件中的图片作为单独的图层</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Ctrl+J</source>
        <translation>Ctrl+J</translation>
    </message>
    <message>
        <source>A copy of the layer; of the picture: keep it as a layer</source>
        <translation>图层的副本；如果是画面：保留为图层</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the layer and what is on it</source>
        <translation>删除图层及其内容</translation>
    </message>
    <message>
        <source>Merge down</source>
        <translation>向下合并</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Put the layer and the one below it together</source>
        <translation>把此图层与下面的图层合并</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Ctrl+PgUp</source>
        <translation>Ctrl+PgUp</translation>
    </message>
    <message>
        <source>Move the layer over the one above it</source>
        <translation>把图层移到上一层之上</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Ctrl+PgDown</source>
        <translation>Ctrl+PgDown</translation>
    </message>
    <message>
        <source>Move the layer under the one below it</source>
        <translation>把图层移到下一层之下</translation>
    </message>
    <message>
        <source>Choose the one above</source>
        <translation>选择上一图层</translation>
    </message>
    <message>
        <source>Alt+]</source>
        <translation>Alt+]</translation>
    </message>
    <message>
        <source>Go on with the layer above</source>
        <translation>转到上面的图层</translation>
    </message>
    <message>
        <source>Choose the one below</source>
        <translation>选择下一图层</translation>
    </message>
    <message>
        <source>Alt+[</source>
        <translation>Alt+[</translation>
    </message>
    <message>
        <source>Go on with the layer below</source>
        <translation>转到下面的图层</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>可见</translation>
    </message>
    <message>
        <source>Show or hide the layer</source>
        <translation>显示或隐藏图层</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Keep the layer as it is: nothing paints on it</source>
        <translation>保持图层不变：无法在上面涂画</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Another name for the layer</source>
        <translation>给图层改名</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How much of the layer is seen; less lets what is below shine through</source>
        <translation>图层显示的程度；数值越小，下面的内容越明显</translation>
    </message>
    <message>
        <source>Layer opacity</source>
        <translation>图层不透明度</translation>
    </message>
    <message>
        <source>Add a layer: to paint on, another input, or a picture from a file</source>
        <translation>添加图层：用于涂画、另一个输入，或来自文件的图片</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>添加图层</translation>
    </message>
    <message>
        <source>New map</source>
        <translation>新建标签图</translation>
    </message>
    <message>
        <source>Another map; the picture is made of the one in use</source>
        <translation>另一张标签图；画面由使用中的那张生成</translation>
    </message>
    <message>
        <source>New boxes</source>
        <translation>新建方框层</translation>
    </message>
    <message>
        <source>Other boxes; the picture is made of those in use</source>
        <translation>另一组方框；画面由使用中的那组生成</translation>
    </message>
    <message>
        <source>New mask</source>
        <translation>新建蒙版</translation>
    </message>
    <message>
        <source>Another mask; what the one in use covers is filled</source>
        <translation>另一个蒙版；使用中的蒙版所覆盖之处会被修补</translation>
    </message>
    <message>
        <source>What lies higher covers what lies lower</source>
        <translation>上面的图层盖住下面的图层</translation>
    </message>
</context>
<context>
    <name>sfumato::LiveManners</name>
    <message>
        <source>Live painting rests while the computer saves power. Ctrl+Return makes the picture.</source>
        <translation>电脑节能时，实时绘画会暂歇。按 Ctrl+Return 生成画面。</translation>
    </message>
</context>
<context>
    <name>sfumato::Loupe</name>
    <message numerus="yes">
        <source>×%1, %n step(s)</source>
        <translation>
            <numerusform>×%1，%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 s</source>
        <translation>%1 · %2 秒</translation>
    </message>
    <message>
        <source>The whole photo this way: %1×%2 pixels.</source>
        <translation>按这种方式处理整张照片：%1×%2 像素。</translation>
    </message>
    <message>
        <source>It takes about %1 s.</source>
        <translation>约需 %1 秒。</translation>
    </message>
    <message>
        <source>It takes about %1 min.</source>
        <translation>约需 %1 分钟。</translation>
    </message>
</context>
<context>
    <name>sfumato::LoupeView</name>
    <message>
        <source>Loupe</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>A part of the photo, enlarged in different ways. Arrow keys choose, Return takes the settings, Escape closes.</source>
        <translation>照片的一部分，以不同方式放大。方向键选择，回车采用其设置，Esc 关闭。</translation>
    </message>
</context>
<context>
    <name>sfumato::MainWindow</name>
    <message>
        <source>There is no mode “%1”.</source>
        <translation>没有“%1”这个模式。</translation>
    </message>
    <message>
        <source>The plugin %1 cannot be used. %2</source>
        <translation>插件 %1 无法使用。%2</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Use in “%1”</source>
        <translation>用于“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1，%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>Close Sfumato?</source>
        <translation>关闭 Sfumato？</translation>
    </message>
    <message>
        <source>What is not saved would be lost. %1</source>
        <translation>未保存的内容将会丢失。%1</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>导出图片…</translation>
    </message>
    <message>
        <source>Save map…</source>
        <translation>保存标签图…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>增大画笔</translation>
    </message>
    <message>
        <source>Swap with the last label</source>
        <translation>与上一个标签互换</translation>
    </message>
    <message>
        <source>&amp;Mode</source>
        <translation>模式(&amp;M)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Shift+S</source>
        <translation>Shift+S</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分屏</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大视图</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小视图</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Ctrl+0</source>
        <translation>Ctrl+0</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Make a picture (Ctrl+Return)</source>
        <translation>生成一张画面 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>One more like it, other seed</source>
        <translation>换个种子再来一张</translation>
    </message>
    <message>
        <source>Shift+Return</source>
        <translation>Shift+Return</translation>
    </message>
    <message>
        <source>Generate before all that wait</source>
        <translation>排在所有等待者之前生成</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Return</source>
        <translation>Ctrl+Shift+Return</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop now; nothing is changed (Esc)</source>
        <translation>立即停止；什么也不会改变 (Esc)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source> Brush </source>
        <translation> 画笔 </translation>
    </message>
    <message>
        <source>Brush size, keys [ and ]</source>
        <translation>画笔大小，按键 [ 和 ]</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Opacity of the input over the picture</source>
        <translation>输入叠加在画面上的不透明度</translation>
    </message>
    <message>
        <source>Input opacity</source>
        <translation>输入的不透明度</translation>
    </message>
    <message>
        <source>200 %</source>
        <translation>200 %</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Ctrl+[</source>
        <translation>Ctrl+[</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Ctrl+]</source>
        <translation>Ctrl+]</translation>
    </message>
    <message>
        <source>Upright again</source>
        <translation>恢复正立</translation>
    </message>
    <message>
        <source>Ctrl+Shift+0</source>
        <translation>Ctrl+Shift+0</translation>
    </message>
    <message>
        <source>Mirror the view</source>
        <translation>镜像视图</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>See left and right swapped; the picture stays as it is</source>
        <translation>左右对调显示；画面本身不变</translation>
    </message>
    <message>
        <source>Pixel grid</source>
        <translation>像素网格</translation>
    </message>
    <message>
        <source>Lines between the pixels from 800 % on</source>
        <translation>缩放到 800 % 以上时显示像素间的网格线</translation>
    </message>
    <message>
        <source>Only the canvas</source>
        <translation>仅显示画布</translation>
    </message>
    <message>
        <source>Hide panels and bars; the same again brings them back</source>
        <translation>隐藏面板和工具栏；再次执行则恢复</translation>
    </message>
    <message>
        <source>Brush strokes</source>
        <translation>笔触</translation>
    </message>
    <message>
        <source>Pressure changes the size</source>
        <translation>压力改变大小</translation>
    </message>
    <message>
        <source>Follow the hand exactly</source>
        <translation>完全跟随手</translation>
    </message>
    <message>
        <source>Steady the hand</source>
        <translation>稳定手部</translation>
    </message>
    <message>
        <source>Steady the hand strongly</source>
        <translation>强力稳定手部</translation>
    </message>
    <message>
        <source>The mode for this is not installed.</source>
        <translation>没有安装用于此操作的模式。</translation>
    </message>
    <message>
        <source>Open the photo first; the mask goes onto it.</source>
        <translation>请先打开照片；蒙版要放在照片上。</translation>
    </message>
    <message>
        <source>%1 cannot be read as a picture.</source>
        <translation>无法把 %1 读取为图片。</translation>
    </message>
    <message>
        <source>Mask from a file</source>
        <translation>来自文件的蒙版</translation>
    </message>
    <message>
        <source>New map</source>
        <translation>新建标签图</translation>
    </message>
    <message>
        <source>No boxes</source>
        <translation>清空方框</translation>
    </message>
    <message>
        <source>Close photo</source>
        <translation>关闭照片</translation>
    </message>
    <message>
        <source>Open a project, a map, a photo or a picture made with Sfumato</source>
        <translation>打开工程、标签图、照片或用 Sfumato 生成的图片</translation>
    </message>
    <message>
        <source>Projects and pictures (*.ora *.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)</source>
        <translation>工程和图片 (*.ora *.png *.jpg *.jpeg *.webp *.tif *.tiff);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 was made in a mode that is not installed (%2); nothing was opened. “sfumato-cli %2 --recipe” makes it again.</source>
        <translation>%1 是在未安装的模式（%2）中生成的；没有打开任何内容。可用“sfumato-cli %2 --recipe”再次生成。</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Open map</source>
        <translation>打开标签图</translation>
    </message>
    <message>
        <source>This picture was made with the model “%1”, which is not installed.</source>
        <translation>这张画面是用模型“%1”生成的，而该模型没有安装。</translation>
    </message>
    <message>
        <source>Use picture</source>
        <translation>使用画面</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>There is no picture yet: press Generate first.</source>
        <translation>还没有画面：请先点击“生成”。</translation>
    </message>
    <message>
        <source>Save map</source>
        <translation>保存标签图</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Map saved as %1.</source>
        <translation>标签图已保存为 %1。</translation>
    </message>
    <message>
        <source>last run %1 s</source>
        <translation>上次用时 %1 秒</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>Paste as a layer</source>
        <translation>粘贴为图层</translation>
    </message>
    <message>
        <source>The picture from the clipboard as a paint layer of its own</source>
        <translation>把剪贴板中的图片作为单独的颜料图层</translation>
    </message>
    <message>
        <source>Keep the picture as a layer</source>
        <translation>把画面保留为图层</translation>
    </message>
    <message>
        <source>The next picture takes its place; this one stays below it</source>
        <translation>下一张画面会取代它的位置；这一张保留在其下</translation>
    </message>
    <message>
        <source>Colour and density that the colour brush paints</source>
        <translation>彩色画笔的颜色和浓度</translation>
    </message>
    <message>
        <source>Brush colour</source>
        <translation>画笔颜色</translation>
    </message>
    <message>
        <source>Pictures as layers</source>
        <translation>图片作为图层</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read as a picture; no layer was made of it.</source>
        <translation>无法把 %1 读取为图片；没有由它建立图层。</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>There is no picture to paste; copy one first.</source>
        <translation>没有可粘贴的图片；请先复制一张。</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>The picture follows the brush (Ctrl+L)</source>
        <translation>画面跟随画笔 (Ctrl+L)</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>live, settled in %1 s</source>
        <translation>实时，%1 秒后稳定</translation>
    </message>
    <message>
        <source>live, %1 s</source>
        <translation>实时，%1 秒</translation>
    </message>
    <message>
        <source>Live painting has stopped: nothing was painted for a minute. Ctrl+L goes on.</source>
        <translation>实时绘画已停止：一分钟没有笔触。按 Ctrl+L 继续。</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message numerus="yes">
        <source>Looking into %n file(s) and copying …</source>
        <translation>
            <numerusform>正在检查并复制 %n 个文件…</numerusform>
        </translation>
    </message>
    <message>
        <source>The project holds work of modes that are not installed (%1); it was left out. Saving would lose it: save under another name.</source>
        <translation>工程中有未安装的模式（%1）的内容，已略去。保存会丢失这些内容：请另存为其他名称。</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>保存到别处…</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存工程</translation>
    </message>
    <message>
        <source>Project, OpenRaster (*.ora)</source>
        <translation>工程，OpenRaster (*.ora)</translation>
    </message>
    <message>
        <source>Saved as %1. Krita and GIMP open it, too.</source>
        <translation>已保存为 %1。Krita 和 GIMP 也能打开。</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>工程另存为…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清除记录</translation>
    </message>
    <message>
        <source>For the case of a crash nothing can be kept at the moment. %1</source>
        <translation>目前无法为防崩溃而保留任何内容。%1</translation>
    </message>
    <message>
        <source>Here is what you had not saved when you last closed the window.</source>
        <translation>这是您上次关闭窗口时未保存的内容。</translation>
    </message>
    <message>
        <source>Clear the input</source>
        <translation>清空输入</translation>
    </message>
    <message>
        <source>An empty map, no boxes or no photo; can be undone</source>
        <translation>空白标签图、没有方框或没有照片；可以撤销</translation>
    </message>
    <message>
        <source>Close the document?</source>
        <translation>关闭文档？</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation>“%1”有未保存的更改。</translation>
    </message>
    <message>
        <source>Show what fits</source>
        <translation>显示适用的模型</translation>
    </message>
    <message>
        <source>Open a photo…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Show how</source>
        <translation>演示做法</translation>
    </message>
    <message>
        <source>All of the map is “%1”: paint something else on it for more to see.</source>
        <translation>整张标签图都是“%1”：再画些别的，画面会更丰富。</translation>
    </message>
    <message>
        <source>Make it half as large</source>
        <translation>改为一半大小</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open what is there</source>
        <translation>打开现有部分</translation>
    </message>
    <message>
        <source>%1 is a photo, not a map.</source>
        <translation>%1 是照片，不是标签图。</translation>
    </message>
    <message>
        <source>Open it in “Fill”</source>
        <translation>在“填补”中打开</translation>
    </message>
    <message numerus="yes">
        <source>Here is what you had not saved when you last closed the window: %n documents.</source>
        <translation>
            <numerusform>这是您上次关闭窗口时未保存的内容：%n 个文档。</numerusform>
        </translation>
    </message>
    <message>
        <source>The map as boxes</source>
        <translation>把标签图变成方框</translation>
    </message>
    <message>
        <source>A box around each island of the map, in the mode of boxes, same seed</source>
        <translation>在方框模式中，标签图的每个区域成为一个方框，种子相同</translation>
    </message>
    <message>
        <source>The boxes as a map</source>
        <translation>把方框变成标签图</translation>
    </message>
    <message>
        <source>The boxes painted, the larger first, in the mode of maps, same seed</source>
        <translation>在标签图模式中画出方框，大的在下，种子相同</translation>
    </message>
    <message>
        <source>Nothing on the map has a label that the model of boxes knows.</source>
        <translation>标签图上没有方框模型认识的标签。</translation>
    </message>
    <message>
        <source>There is no box yet: drag one in the mode of boxes first.</source>
        <translation>还没有方框：请先在方框模式中拖出一个。</translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) have no label on this map and were left out.</source>
        <translation>
            <numerusform>有 %n 个方框在此标签图中没有对应标签，已略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>透视</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>处理整张</translation>
    </message>
    <message>
        <source>This picture was made with another version of the model “%1” than is installed; made again it may look different.</source>
        <translation>此画面是用模型“%1”的另一个版本生成的，与已安装的不同；再次生成的结果可能不一样。</translation>
    </message>
    <message>
        <source>live, resting</source>
        <translation>实时，暂歇中</translation>
    </message>
</context>
<context>
    <name>sfumato::MapColoursDialog</name>
    <message>
        <source>Colours of %1</source>
        <translation>%1 的颜色</translation>
    </message>
    <message>
        <source>Read the colours as</source>
        <translation>颜色来源</translation>
    </message>
    <message>
        <source>What program or data set the map&apos;s colours come from</source>
        <translation>标签图颜色来自哪个程序或数据集</translation>
    </message>
    <message>
        <source>Colour in the file</source>
        <translation>文件中的颜色</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Colours and labels</source>
        <translation>颜色和标签</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>As it will be</source>
        <translation>将会是</translation>
    </message>
    <message>
        <source>Take this map</source>
        <translation>采用此标签图</translation>
    </message>
    <message>
        <source>The map in the window becomes this one; it can be undone</source>
        <translation>窗口中的标签图变成它；可以撤销</translation>
    </message>
    <message>
        <source>Read the colours as they seem to be</source>
        <translation>按颜色自动判断</translation>
    </message>
    <message numerus="yes">
        <source>%1 of its %n colour(s) are labels of this model; look at the rest.</source>
        <translation>
            <numerusform>%n 种颜色中有 %1 种是此模型的标签；请查看其余的。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 uses colours of its own.</source>
        <translation>%1 使用自己的颜色。</translation>
    </message>
    <message>
        <source>%1 looks like a map of %2.</source>
        <translation>%1 看来是 %2 的标签图。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Label for %1</source>
        <translation>%1 的标签</translation>
    </message>
    <message>
        <source>A guess: no label has this name or colour</source>
        <translation>猜测：没有标签是这个名称或颜色</translation>
    </message>
</context>
<context>
    <name>sfumato::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>sfumato::ModelManager</name>
    <message>
        <source>maps</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>holes</source>
        <translation>修补孔洞</translation>
    </message>
    <message>
        <source>enlarging</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Makes pictures of</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <source>Each is offered in the modes that it fits</source>
        <translation>每个模型会出现在它适合的模式里</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Copies a checkpoint to your models, after a look inside; dropping files here does the same</source>
        <translation>检查检查点后复制到您的模型中；把文件拖到这里也一样</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Puts the model into the wastebasket</source>
        <translation>把模型放入回收站</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Shows the folder with your own models</source>
        <translation>显示存放您自己模型的文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes this list</source>
        <translation>关闭此列表</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>There is no model. Drop a checkpoint here.</source>
        <translation>没有模型。请把检查点拖到这里。</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>来自 %1</translation>
    </message>
    <message numerus="yes">
        <source>Learnt from pictures of %1×%2; %n step(s) are recommended.</source>
        <translation>
            <numerusform>学习自 %1×%2 的图片；建议 %n 步。</numerusform>
        </translation>
    </message>
    <message>
        <source>It came with Sfumato and stays.</source>
        <translation>它随 Sfumato 提供，不能移除。</translation>
    </message>
    <message>
        <source>Add models</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Checkpoints (*.ckpt *.safetensors *.pt *.pth)</source>
        <translation>检查点 (*.ckpt *.safetensors *.pt *.pth)</translation>
    </message>
    <message>
        <source>%1 cannot be removed: it is not yours to write.</source>
        <translation>无法移除 %1：您没有写入权限。</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>Frees the memory; the next picture loads its model again</source>
        <translation>释放内存；下一张图片会重新加载模型</translation>
    </message>
    <message>
        <source>For this mode one of these is needed; drop its weights here:</source>
        <translation>此模式需要以下之一；请把权重文件拖到这里：</translation>
    </message>
    <message>
        <source>%1 in memory</source>
        <translation>内存中 %1</translation>
    </message>
    <message>
        <source>No model is in memory.</source>
        <translation>内存中没有模型。</translation>
    </message>
</context>
<context>
    <name>sfumato::NewDocumentDialog</name>
    <message>
        <source>New document</source>
        <translation>新建文档</translation>
    </message>
    <message>
        <source>What to begin with</source>
        <translation>从什么开始</translation>
    </message>
    <message>
        <source>Empty map</source>
        <translation>空白标签图</translation>
    </message>
    <message>
        <source>Paint what is where, and a picture is made of it</source>
        <translation>画出各处是什么，由此生成画面</translation>
    </message>
    <message>
        <source>Empty photo</source>
        <translation>空白照片</translation>
    </message>
    <message>
        <source>A white sheet to paint on and to fill</source>
        <translation>一张白纸，可以涂画和修补</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>来自剪贴板</translation>
    </message>
    <message>
        <source>The picture that was copied, in its own size</source>
        <translation>已复制的图片，保持原尺寸</translation>
    </message>
    <message>
        <source>The example map “%1”</source>
        <translation>示例标签图“%1”</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
</context>
<context>
    <name>sfumato::PictureExport</name>
    <message>
        <source>The file keeps the photo&apos;s colour profile.</source>
        <translation>文件保留照片的颜色配置文件。</translation>
    </message>
    <message>
        <source>Where nothing changed, PNG and TIFF keep the photo&apos;s 16 bits; what was made has 8.</source>
        <translation>在未改动之处，PNG 和 TIFF 保留照片的 16 位；生成的部分为 8 位。</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>There is no picture yet: press Generate first.</source>
        <translation>还没有图片：请先按“生成”。</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>另存到…</translation>
    </message>
    <message>
        <source>Saved as %1, with its recipe inside.</source>
        <translation>已保存为 %1，内含配方。</translation>
    </message>
    <message>
        <source>Saved as %1. It holds no recipe: it cannot be made again from the file alone.</source>
        <translation>已保存为 %1。其中没有配方：只凭该文件无法再次生成。</translation>
    </message>
</context>
<context>
    <name>sfumato::PicturePanel</name>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Which model paints the picture.</source>
        <translation>由哪个模型作画。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed and map give the same picture.</source>
        <translation>相同的种子和标签图得到相同的画面。</translation>
    </message>
    <message>
        <source>Keep the seed from run to run</source>
        <translation>每次生成保持同一种子</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>固定种子</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>How far words, class or boxes are followed: 1 as the model says, more is closer and less varied. Above 1 a step takes twice as long.</source>
        <translation>贴近文字、类别或方框的程度：1 为模型本来的样子，更高则更贴近、变化更少。大于 1 时每步用时加倍。</translation>
    </message>
    <message>
        <source>Denoising steps.</source>
        <translation>去噪步数。</translation>
    </message>
    <message>
        <source>DDIM</source>
        <translation>DDIM</translation>
    </message>
    <message>
        <source>DPM-Solver++</source>
        <translation>DPM-Solver++</translation>
    </message>
    <message>
        <source>DPM-Solver++ SDE</source>
        <translation>DPM-Solver++ SDE</translation>
    </message>
    <message>
        <source>UniPC</source>
        <translation>UniPC</translation>
    </message>
    <message>
        <source>Heun (two looks a step)</source>
        <translation>Heun（每步计算两次）</translation>
    </message>
    <message>
        <source>PLMS</source>
        <translation>PLMS</translation>
    </message>
    <message>
        <source>DDPM (every level, slow)</source>
        <translation>DDPM（逐级，慢）</translation>
    </message>
    <message>
        <source>The rule that each step follows.</source>
        <translation>每一步遵循的规则。</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Finer near the picture</source>
        <translation>接近画面时更细</translation>
    </message>
    <message>
        <source>From pure noise, for few steps</source>
        <translation>从纯噪声开始，适合少步数</translation>
    </message>
    <message>
        <source>Where the steps of DPM-Solver++, UniPC and Heun lie.</source>
        <translation>DPM-Solver++、UniPC 和 Heun 各步的位置。</translation>
    </message>
    <message>
        <source>Fresh noise in each step: 0 is smooth, 1 is lively.</source>
        <translation>每一步加入的新噪声：0 平滑，1 生动。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Exact (fp32)</source>
        <translation>精确 (fp32)</translation>
    </message>
    <message>
        <source>Fast (bf16)</source>
        <translation>快速 (bf16)</translation>
    </message>
    <message>
        <source>Exact repeats to the byte on machines of one kind; fast takes about 60 % of the time.</source>
        <translation>精确在同类机器上可逐字节重现；快速约用 60 % 的时间。</translation>
    </message>
    <message>
        <source>By place</source>
        <translation>按位置</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>按论文</translation>
    </message>
    <message>
        <source>By place: a larger picture keeps what was there.</source>
        <translation>按位置：扩大画面时原有内容保持不变。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>η (eta)</source>
        <translation>η (eta)</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Larger pictures take longer; models do best at their own size.</source>
        <translation>画面越大用时越长；模型在自身的尺寸下效果最好。</translation>
    </message>
    <message>
        <source>Steps, sampler, noise, precision</source>
        <translation>步数、采样器、噪声、精度</translation>
    </message>
    <message>
        <source>How long a picture may take, at any size; more time adds detail.</source>
        <translation>生成一张画面可用的时间，任何尺寸都适用；时间越长细节越丰富。</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>about %1 s (%2)</source>
        <translation>约 %1 秒（%2）</translation>
    </message>
</context>
<context>
    <name>sfumato::PreferencesControl</name>
    <message>
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The graphics card stopped answering. The picture begins anew on the processor; the next ones are made there, too.</source>
        <translation>显卡停止了响应。此画面正在处理器上从头重新生成，之后的画面也在处理器上生成。</translation>
    </message>
    <message>
        <source>Use the card again</source>
        <translation>再次使用显卡</translation>
    </message>
</context>
<context>
    <name>sfumato::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Pages of the preferences</source>
        <translation>首选项的各页</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Reset to defaults…</source>
        <translation>恢复默认设置…</translation>
    </message>
    <message>
        <source>Puts everything here, the shortcuts too, back to how it came</source>
        <translation>把这里的一切（包括快捷键）恢复为最初的样子</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes the preferences; what was changed holds already</source>
        <translation>关闭首选项；所做的更改已经生效</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of menus, panels and the guide</source>
        <translation>菜单、面板和指南的语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Colours of the window; the canvas stays neutral</source>
        <translation>窗口的颜色；画布保持中性</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Show the picture as it forms</source>
        <translation>显示成形中的画面</translation>
    </message>
    <message>
        <source>A small preview after each step; costs about one percent of the time</source>
        <translation>每一步之后显示小预览；约占百分之一的时间</translation>
    </message>
    <message>
        <source>Previews a second</source>
        <translation>每秒预览次数</translation>
    </message>
    <message>
        <source>At most so many; fewer leave more time for the picture</source>
        <translation>最多这么多；越少，留给画面的时间越多</translation>
    </message>
    <message>
        <source>After each step</source>
        <translation>每一步之后</translation>
    </message>
    <message>
        <source>Tell me when a picture is done</source>
        <translation>画面完成时通知我</translation>
    </message>
    <message>
        <source>A notification if it took more than 10 seconds and you look at another window</source>
        <translation>如果用时超过 10 秒且您在看别的窗口，则发出通知</translation>
    </message>
    <message>
        <source>Keys and pointer</source>
        <translation>按键与指针</translation>
    </message>
    <message>
        <source>The wheel scrolls</source>
        <translation>滚轮滚动视图</translation>
    </message>
    <message>
        <source>The wheel moves the view; with Ctrl it zooms</source>
        <translation>滚轮移动视图；按住 Ctrl 则缩放</translation>
    </message>
    <message>
        <source>Keys as in Krita</source>
        <translation>按键与 Krita 相同</translation>
    </message>
    <message>
        <source>1, 2 and 3 show the picture at 100 %, whole and at 200 %; 4, 5 and 6 turn the view; labels are chosen with Alt and the digit</source>
        <translation>1、2、3 分别以 100 %、全图和 200 % 显示；4、5、6 旋转视图；标签用 Alt+数字选择</translation>
    </message>
    <message>
        <source>Single keys can be changed on the page “Shortcuts”.</source>
        <translation>单个按键可在“快捷键”页中更改。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Where exported pictures go unless you say otherwise</source>
        <translation>导出的图片默认存放的位置</translation>
    </message>
    <message>
        <source>Folders of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Searched for models beside those that came with Sfumato and your own</source>
        <translation>除自带模型和您自己的模型之外，还在这些文件夹中查找</translation>
    </message>
    <message>
        <source>Keep unsaved work every</source>
        <translation>保留未保存的工作，每隔</translation>
    </message>
    <message>
        <source>How much work a crash can cost at most; a copy takes a moment</source>
        <translation>崩溃最多会损失这么多工作；每次保留需要片刻</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where pictures are computed</source>
        <translation>在哪里计算画面</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Of new pictures. Exact repeats to the byte; fast takes about 60 % of the time</source>
        <translation>用于新画面。精确可逐字节重现；快速约用 60 % 的时间</translation>
    </message>
    <message>
        <source>Exact (fp32)</source>
        <translation>精确 (fp32)</translation>
    </message>
    <message>
        <source>Fast (bf16)</source>
        <translation>快速 (bf16)</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What one step may take; with less, large pictures are made in more and smaller parts</source>
        <translation>每一步可用的内存；越少，大画面就分成越多的小块处理</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Half of the device&apos;s</source>
        <translation>设备内存的一半</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Of the processor; fewer leave more for other programs</source>
        <translation>处理器线程数；越少，留给其他程序的越多</translation>
    </message>
    <message>
        <source>One for each core</source>
        <translation>每个核心一个</translation>
    </message>
    <message>
        <source>Device, memory and threads take effect as soon as no picture is being made; the model is loaded again then.</source>
        <translation>设备、内存和线程会在没有画面生成时立即生效；届时会重新载入模型。</translation>
    </message>
    <message>
        <source>Reset to defaults?</source>
        <translation>恢复默认设置？</translation>
    </message>
    <message>
        <source>All preferences and shortcuts go back to how they came. Pictures, models and projects stay.</source>
        <translation>所有首选项和快捷键都会恢复为最初的样子。图片、模型和工程不受影响。</translation>
    </message>
</context>
<context>
    <name>sfumato::QueuePanel</name>
    <message numerus="yes">
        <source>%1 · %2×%3 · %n step(s) · seed %4</source>
        <translation>
            <numerusform>%1 · %2×%3 · %n 步 · 种子 %4</numerusform>
        </translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>What is being made and what waits; Delete ends one, Alt+arrows move it</source>
        <translation>正在生成和等待中的任务；Delete 结束，Alt+方向键调整次序</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Make it earlier (Alt+Up)</source>
        <translation>提前生成 (Alt+Up)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Make it later (Alt+Down)</source>
        <translation>推后生成 (Alt+Down)</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>End it: at once if it waits, within one step if it runs (Delete)</source>
        <translation>结束任务：等待中的立即结束，进行中的在一步之内结束 (Delete)</translation>
    </message>
    <message>
        <source>Finish this one</source>
        <translation>完成这一张</translation>
    </message>
    <message>
        <source>Finish the picture that is forming and drop all that wait</source>
        <translation>完成正在成形的画面，并放弃所有等待的任务</translation>
    </message>
    <message>
        <source>Nothing is waiting.</source>
        <translation>没有等待的任务。</translation>
    </message>
</context>
<context>
    <name>sfumato::Rooms</name>
    <message>
        <source>Canvas size…</source>
        <translation>画布大小…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+C</source>
        <translation>Ctrl+Alt+C</translation>
    </message>
    <message>
        <source>More room on any side; what is there stays where it is</source>
        <translation>在任意一边增加空间；已有内容保持原位</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续延伸</translation>
    </message>
    <message>
        <source>Moves the canvas a quarter on; what stays in view keeps its noise</source>
        <translation>将画布移动四分之一；仍可见的部分保留其噪声</translation>
    </message>
    <message>
        <source>To the left</source>
        <translation>向左</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>向右</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>Downwards</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>Let go of all that is kept</source>
        <translation>取消全部保留</translation>
    </message>
    <message>
        <source>The next picture is made anew everywhere</source>
        <translation>下一张画面将全部重新生成</translation>
    </message>
    <message>
        <source>Let go of all</source>
        <translation>取消全部保留</translation>
    </message>
    <message>
        <source>Undecided map</source>
        <translation>分歧图</translation>
    </message>
    <message>
        <source>Glows where the sketches of the contact sheet disagree: paint there first</source>
        <translation>小样中各草图不一致的地方会发光：请先画那里</translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation>模型所见</translation>
    </message>
    <message>
        <source>The photo as it is after going through the model and back: what cannot survive is outlined</source>
        <translation>照片经过模型往返之后的样子：无法保留的部分会被框出</translation>
    </message>
    <message>
        <source>End comparing</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>Only the picture again</source>
        <translation>恢复只显示画面</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>小样</translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Nine sketches of other seeds; the one you choose goes on to its end</source>
        <translation>其他种子的九张草图；您选择的一张会继续完成</translation>
    </message>
    <message>
        <source>One step back in the last run</source>
        <translation>上次生成后退一步</translation>
    </message>
    <message>
        <source>See the picture as it was a step earlier</source>
        <translation>查看前一步时的画面</translation>
    </message>
    <message>
        <source>One step forward in the last run</source>
        <translation>上次生成前进一步</translation>
    </message>
    <message>
        <source>See the picture as it was a step later</source>
        <translation>查看后一步时的画面</translation>
    </message>
    <message>
        <source>Branch here</source>
        <translation>从这里分支</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>The next pictures go on from the step that is shown</source>
        <translation>之后的画面从当前显示的步骤继续</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Pictures start from noise again</source>
        <translation>画面重新从噪声开始</translation>
    </message>
    <message>
        <source>Another seed for what is under the pointer</source>
        <translation>为指针下的对象换一个种子</translation>
    </message>
    <message>
        <source>Alt+D</source>
        <translation>Alt+D</translation>
    </message>
    <message>
        <source>Makes only the label&apos;s area or the box anew</source>
        <translation>只重新生成该标签的区域或该框</translation>
    </message>
    <message>
        <source>Look into the picture</source>
        <translation>透视画面</translation>
    </message>
    <message>
        <source>Shows where each word, box or class acts on the picture</source>
        <translation>显示每个词、框或类别在画面上的作用位置</translation>
    </message>
    <message>
        <source>Make again, twice as large</source>
        <translation>以两倍大小重新生成</translation>
    </message>
    <message>
        <source>The same recipe at twice the size</source>
        <translation>同一配方，两倍大小</translation>
    </message>
    <message>
        <source>Save the steps as pictures…</source>
        <translation>将各步骤保存为图片…</translation>
    </message>
    <message>
        <source>Writes a picture of each step of the last run into a folder</source>
        <translation>将上次生成的每一步保存为图片到一个文件夹</translation>
    </message>
    <message>
        <source>The picture has another size than the run that was branched from; it begins anew.</source>
        <translation>画面与分支来源的尺寸不同；将重新开始。</translation>
    </message>
    <message>
        <source>What you keep is of a picture of another size or model; this one is made anew everywhere.</source>
        <translation>保留的部分属于另一尺寸或模型的画面；这一张将全部重新生成。</translation>
    </message>
    <message>
        <source>A blend needs two pictures of the history.</source>
        <translation>混合需要历史中的两张画面。</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Drag the line to compare.</source>
        <translation>拖动分界线进行比较。</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Another seed for this: %1</source>
        <translation>换一个种子：%1</translation>
    </message>
    <message>
        <source>Keep this: %1</source>
        <translation>保留：%1</translation>
    </message>
    <message>
        <source>Let go of this: %1</source>
        <translation>取消保留：%1</translation>
    </message>
    <message>
        <source>Point at a thing on the canvas first.</source>
        <translation>请先指向画布上的对象。</translation>
    </message>
    <message>
        <source>There is no picture of this size and model yet: press Generate first.</source>
        <translation>还没有此尺寸和模型的画面：请先点击“生成”。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>取消保留</translation>
    </message>
    <message>
        <source>There is no picture yet: press Generate first.</source>
        <translation>还没有画面：请先点击“生成”。</translation>
    </message>
    <message>
        <source>A picture made from a photo has the photo&apos;s size.</source>
        <translation>由照片生成的画面与照片尺寸相同。</translation>
    </message>
    <message>
        <source>There is no photo yet: drop one here or open it.</source>
        <translation>还没有照片：请拖到这里或打开一张。</translation>
    </message>
    <message>
        <source>Save a film of the steps…</source>
        <translation>将各步骤保存为动画…</translation>
    </message>
    <message>
        <source>Writes how the last picture formed as an animated WebP</source>
        <translation>将上次画面的形成过程保存为 WebP 动画</translation>
    </message>
</context>
<context>
    <name>sfumato::RunProgress</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>How far the picture is that is being made</source>
        <translation>正在生成的画面进行到哪一步</translation>
    </message>
</context>
<context>
    <name>sfumato::ScrubStrip</name>
    <message>
        <source>Branch here</source>
        <translation>从这里分支</translation>
    </message>
    <message>
        <source>Begin anew: pictures start from noise again</source>
        <translation>重新开始：画面重新从噪声开始</translation>
    </message>
    <message>
        <source>Steps of the last run</source>
        <translation>上次生成的步骤</translation>
    </message>
    <message>
        <source>How the last picture formed: point at a dot to see that step, arrow keys walk.</source>
        <translation>上一张画面的形成过程：指向圆点查看该步骤，方向键逐步移动。</translation>
    </message>
    <message>
        <source>The next pictures go on from this step, with the map, words, seed and guidance as they are then</source>
        <translation>之后的画面从这一步继续，使用届时的标签图、文字、种子和引导强度</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>One step forward</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>goes on from step %1 of seed %2</source>
        <translation>从种子 %2 的第 %1 步继续</translation>
    </message>
    <message>
        <source>no run yet</source>
        <translation>尚未生成</translation>
    </message>
    <message>
        <source>step %1/%2</source>
        <translation>步骤 %1/%2</translation>
    </message>
</context>
<context>
    <name>sfumato::Session</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>sfumato::Sessions</name>
    <message>
        <source>It is empty.</source>
        <translation>它是空的。</translation>
    </message>
    <message>
        <source>What was not saved last time cannot be read again. %1 It stays at %2.</source>
        <translation>上次未保存的内容无法再读取。%1 它保留在 %2。</translation>
    </message>
</context>
<context>
    <name>sfumato::SettingsForm</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Look for the folder</source>
        <translation>查找文件夹</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Look for a folder to add</source>
        <translation>查找要添加的文件夹</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Takes the chosen folder off the list; its files stay</source>
        <translation>把所选文件夹从列表中移除；其中的文件不受影响</translation>
    </message>
</context>
<context>
    <name>sfumato::ShortcutEditor</name>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Find a command or keys</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Shows the commands with these letters in their name or keys</source>
        <translation>显示名称或按键中含有这些字的命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其按键</translation>
    </message>
    <message>
        <source>Choose a command to change its keys</source>
        <translation>选择一个命令以更改其按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Click here and press the keys</source>
        <translation>单击此处并按下按键</translation>
    </message>
    <message>
        <source>Gives these keys to the chosen command</source>
        <translation>把这些按键指定给所选命令</translation>
    </message>
    <message>
        <source>The chosen command has no keys</source>
        <translation>所选命令不使用按键</translation>
    </message>
    <message>
        <source>The keys that the command came with</source>
        <translation>命令最初的按键</translation>
    </message>
    <message>
        <source>All to their defaults</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Every command gets the keys that it came with</source>
        <translation>每个命令都恢复最初的按键</translation>
    </message>
    <message>
        <source>Also: %1</source>
        <translation>同时属于：%1</translation>
    </message>
    <message>
        <source>⚠ These keys belong to “%1”, too. Assigning them takes them from there.</source>
        <translation>⚠ 这些按键也属于“%1”。指定后将从那里取走。</translation>
    </message>
</context>
<context>
    <name>sfumato::SleepInhibitor</name>
    <message>
        <source>A picture is being made.</source>
        <translation>正在生成画面。</translation>
    </message>
</context>
<context>
    <name>sfumato::StepExport</name>
    <message>
        <source>There is no run to save yet: press Generate first.</source>
        <translation>还没有可保存的生成过程：请先点击“生成”。</translation>
    </message>
    <message>
        <source>Folder for the steps</source>
        <translation>保存步骤的文件夹</translation>
    </message>
    <message>
        <source>%1 cannot be written; choose another folder.</source>
        <translation>无法写入 %1；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The steps are in %1.</source>
        <translation>各步骤已保存到 %1。</translation>
    </message>
    <message>
        <source>Film of the steps</source>
        <translation>各步骤的动画</translation>
    </message>
    <message>
        <source>forming</source>
        <translation>形成过程</translation>
    </message>
    <message>
        <source>Animated WebP (*.webp)</source>
        <translation>WebP 动画 (*.webp)</translation>
    </message>
    <message>
        <source>The film is in %1.</source>
        <translation>动画已保存到 %1。</translation>
    </message>
</context>
<context>
    <name>sfumato::VaryRow</name>
    <message>
        <source>Vary</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>How far the next picture strays from its seed: a little changes details, much changes the whole.</source>
        <translation>下一张画面偏离其种子的程度：少量改变细节，大量改变整体。</translation>
    </message>
    <message>
        <source>Another variation</source>
        <translation>另一个变化</translation>
    </message>
    <message>
        <source>%1 % of seed %2</source>
        <translation>种子 %2 的 %1 %</translation>
    </message>
    <message>
        <source>Only the seed again, without %1</source>
        <translation>恢复为仅此种子，去掉%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Only the seed again</source>
        <translation>恢复为仅此种子</translation>
    </message>
</context>
<context>
    <name>sfumato::Workspace</name>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>fill</source>
        <translation>待填</translation>
    </message>
    <message>
        <source>Clear the hole</source>
        <translation>清除修补区</translation>
    </message>
    <message>
        <source>Invert the hole</source>
        <translation>反转修补区</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>打开画面</translation>
    </message>
</context>
<context>
    <name>sfumato::XrayPanel</name>
    <message>
        <source>Look into the picture</source>
        <translation>透视画面</translation>
    </message>
    <message>
        <source>Find out where each word, box or class acts on the picture; costs about one step</source>
        <translation>查明每个词、框或类别在画面上的作用位置；约需一步的时间</translation>
    </message>
    <message>
        <source>Words of the picture</source>
        <translation>画面的词语</translation>
    </message>
    <message>
        <source>Point at one to see where it acts</source>
        <translation>指向其中一个，查看其作用位置</translation>
    </message>
    <message>
        <source>There is no picture yet: press Generate first.</source>
        <translation>还没有画面：请先点击“生成”。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Shows where each word, box or class acts on the picture.</source>
        <translation>显示每个词、框或类别在画面上的作用位置。</translation>
    </message>
    <message>
        <source>Point at a word to see where it acts.</source>
        <translation>指向一个词，查看其作用位置。</translation>
    </message>
    <message>
        <source>%1: at most %2 % of the attention</source>
        <translation>%1：最多占注意力的 %2 %</translation>
    </message>
</context>
<context>
    <name>sfumato::inpaint::InpaintPanel</name>
    <message>
        <source>Brush over what is to go. Everything else stays as it is.</source>
        <translation>涂抹要去掉的东西。其余部分保持不变。</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>How far outside the hole old and new blend.</source>
        <translation>新旧内容在修补区之外多大范围内相融。</translation>
    </message>
    <message>
        <source>what is to be there</source>
        <translation>那里要有什么</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>No hole at all</source>
        <translation>去掉全部修补区</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>Fill what is kept, keep what is filled</source>
        <translation>填补原来保留的，保留原来填补的</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>修补区</translation>
    </message>
    <message>
        <source>What is to fill the hole, in English.</source>
        <translation>修补区中要填入的内容，用英文写。</translation>
    </message>
</context>
<context>
    <name>sfumato::layout::LayoutPanel</name>
    <message>
        <source>Find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>What the next box holds; renames a chosen box.</source>
        <translation>下一个方框的内容；也可重命名选中的方框。</translation>
    </message>
</context>
<context>
    <name>sfumato::sample::SamplePanel</name>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What the picture is to show.</source>
        <translation>画面要表现什么。</translation>
    </message>
    <message>
        <source>This model makes what it learnt, as chance has it. Another seed, another picture.</source>
        <translation>此模型随机生成它学过的东西。换一个种子，就是另一张画面。</translation>
    </message>
</context>
<context>
    <name>sfumato::text::TextPanel</name>
    <message>
        <source>a quiet lake below snowy mountains at dusk</source>
        <translation>a quiet lake below snowy mountains at dusk</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>What is to be seen, in English.</source>
        <translation>想看到的内容，用英文写。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Keep away from</source>
        <translation>避免</translation>
    </message>
    <message>
        <source>What guidance leads away from. Counts when guidance is not 1.</source>
        <translation>引导要远离的内容。引导强度不为 1 时有效。</translation>
    </message>
</context>
<context>
    <name>sfumato::upscale::UpscalePanel</name>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
    <message>
        <source>%1 times larger</source>
        <translation>放大 %1 倍</translation>
    </message>
    <message>
        <source>Enlarged four times, then halved.</source>
        <translation>先放大四倍，再缩小一半。</translation>
    </message>
    <message>
        <source>Enlarged twice, one after the other; takes longest.</source>
        <translation>连续放大两次；用时最长。</translation>
    </message>
    <message>
        <source>Made for small, noisy or compressed photos; large ones are worked on in overlapping parts.</source>
        <translation>适合小的、有噪点或压缩过的照片；大照片会分成互相重叠的小块处理。</translation>
    </message>
    <message>
        <source>What the model was made for.</source>
        <translation>模型本来的倍数。</translation>
    </message>
    <message>
        <source>Drop a photo here, or several on “Upscale”.</source>
        <translation>把照片拖到这里，或把多张拖到“放大”上。</translation>
    </message>
    <message>
        <source>%1×%2 become %3×%4. The picture takes %5, making it about %6.</source>
        <translation>%1×%2 变为 %3×%4。图片占 %5，生成时约需 %6。</translation>
    </message>
</context>
</TS>
