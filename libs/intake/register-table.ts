import { maxMembers, maxUnits, unionClasses, type UnionClass } from '#register';
import type { Table, Vocabulary } from '#sheets';
import { federationFields } from './federation-words.js';

/** Kinds of a row: a union by its class, or a federation. */
export type RegisterKind = UnionClass | 'federation';

/** How offices write the class of a union. */
export const classWords: Vocabulary = [
  { key: 'jointUnion', shown: '联合基层工会', spelt: /^(区域性?|行业性?|楼宇|园区|市场|商圈)*(联合(基层)?工会(委员会)?|工会联合会|联合会|联合建会|联合型?)$/ },
  { key: 'federation', shown: '上级工会', spelt: /^(区|县|市|镇|乡镇?|街道|镇街|乡镇街道|开发区|园区|地方)*(总工会|地方工会)$|^(产业|系统|局|行业|教育|集团)(工会|工会委员会)$|^(上级工会|直属工会联合会)$/ },
  { key: 'government', shown: '机关', spelt: /^(党政|国家|行政|党政群|政府|党群|公检法)?机关(单位)?$|^政府部门$|^参公单位$/ },
  { key: 'publicInstitution', shown: '事业单位', spelt: /^(公办|全额|差额|公益(一|二)类)?事业(单位|编制)?$/ },
  { key: 'stateFirm', shown: '国有企业', spelt: /^国企$|^(国有|国有及国有控股|国有独资|国有控股|央属|省属|市属|区属|中央)(企业|公司)?$|^国有.{0,8}企业$|^央企$/ },
  { key: 'privateFirm', shown: '非公企业', spelt: /^非公(有制?)?(经济)?(企业|组织|单位)?$|^(民营|私营|私有|外商投资|外资|港澳台商?投资|中外合资|合资|民企|个体)(企业|经济|公司)?$|^民企$/ },
  { key: 'socialOrganisation', shown: '社会组织', spelt: /^(新)?社会(组织|团体|服务机构)$|^社团$|^民办非企业(单位)?$|^民非$|^(行业)?(协会|商会|学会|基金会)$/ },
];

export const industryWords: Vocabulary = [
  { key: 'education', shown: '教育', spelt: /^教育(业|系统)?$/ },
  { key: 'health', shown: '卫生', spelt: /^(卫生|医疗|医疗卫生|卫健)(业|系统)?$/ },
  { key: 'manufacturing', shown: '制造业', spelt: /^(制造|工业|加工)业?$/ },
  { key: 'construction', shown: '建筑业', spelt: /^建筑业?$/ },
  { key: 'transport', shown: '交通运输', spelt: /^交通(运输)?(、?仓储(和|及)?邮政)?业?$|^运输业?$|^物流业?$/ },
  { key: 'trade', shown: '商贸', spelt: /^(商贸|批发(和|及)?零售|批发零售|商业|零售)业?$/ },
  { key: 'catering', shown: '餐饮住宿', spelt: /^(餐饮|住宿|住宿(和|及)?餐饮|餐饮住宿|酒店)业?$/ },
  { key: 'finance', shown: '金融', spelt: /^(金融|银行|保险)业?$/ },
  { key: 'agriculture', shown: '农业', spelt: /^农(、?林、?牧、?渔|林牧渔)?业?$|^农林水利?$/ },
  { key: 'services', shown: '服务业', spelt: /^(居民|社会|商务|租赁(和|及)商务|其他)?服务业?$|^物业(管理)?$/ },
];

const rate = /率|比例|占比|百分比|%/;
const other = /新增|新发展|发展|代表|农民工|大会|困难|小组|委员|工会会员卡|女工|经费|负责|主席|电话|时间|日期/;

/**
 * A register of unions as offices keep it (基层工会组织基本情况统计表). Columns it does not name are left where they are: names and
 * numbers of people stand in streams of their own; honours, committees and elections are recorded one by one.
 */
export const registerTable: Table = {
  name: 'register',
  named: 'name',
  needs: [['name'], ['class', 'superior', 'members', 'staff', 'code']],
  fields: [
    { name: 'no', is: { kind: 'text', most: 20 }, headed: [/^(序号|序|顺序号?|序列号?|no\.?|NO\.?|No\.?)$/] },
    { name: 'id', is: { kind: 'text', most: 40 }, headed: [/^(系统编号|登记册编号|本系统编号)$/] },
    { name: 'code', is: { kind: 'text', most: 40 }, headed: [/^(工会)?统一社会信用代码/, /社会信用代码/, /组织机构代码|机构代码/, /^工会(组织)?(代码|编码|编号)$/, /^(组织|单位|信用|统一)(代码|编码)$|^社会统一信用代码$|^编号$|^代码$/], not: /^单位统一|法人代码证/ },
    {
      name: 'name',
      is: { kind: 'name', most: 200 },
      headed: [/^(基层)?工会(组织)?(全称|名称)$/, /^(基层工会|工会|工会组织|组织)(名称|全称)?(\(全称\)|\(盖章\))?$/, /^(被评议|参评|评议)(工会|单位)(名称)?$/, /^(建会)?(单位|企业|机构)(全称|名称)(\(全称\))?$/, /^名称$|^全称$|^单位$/],
    },
    { name: 'class', is: { kind: 'word', words: classWords }, headed: [/^(工会|基层工会|组织)(类型|类别|性质|分类)$/, /^(建会)?(单位|企业|机构)(性质|类型|类别|属性|分类)$/, /^(经济|所有制)(类型|性质|成分)$|^所有制$/, /^(类型|类别|性质|分类)$/] },
    {
      name: 'superior',
      is: { kind: 'name', most: 200, ofAnother: true },
      headed: [/^(所属|所在|直接|隶属|主管)?(的)?上级(工会|主管工会|工会组织)(名称|全称)?$|^上一级工会(名称)?$/, /^(隶属|主管|所属|归属)(关系|工会|总工会|上级|单位|系统)(名称)?$/, /^(所属|所在|隶属)(镇|乡|街|街道|乡镇|镇街)[()/、或和镇乡街道办]*(总工会|工会)?$/, /^(镇街|街道|乡镇|镇\(街道\)|街道\(镇\)|乡镇\(街道\)|街镇|片区)(名称|工会|总工会)?$/, /^上级(组织)?(名称)?$|^隶属$|^归口(管理)?(单位|工会)?$/],
    },
    { name: 'womenStaff', is: { kind: 'count', most: maxMembers }, headed: [/(职工|员工|从业).*女|女(职工|员工)(数|人数|总数)?$/], not: /会员|率|比例|委员会|主任/ },
    { name: 'womenMembers', is: { kind: 'count', most: maxMembers }, headed: [/会员.*女|女会员(数|人数|总数)?$/], not: rate },
    {
      name: 'staff',
      is: { kind: 'count', most: maxMembers },
      headed: [/^(在职|在岗|在册|现有|全部|单位|企业|工会)*(职工|员工)(总人数|总数|人数|数|人员数)?(\/(合计|总数|总计|人数|小计|计|总人数|数量))?$/, /^(在职|在岗|在册|全部|单位|企业)*(职工|员工)(人数)?(情况|队伍|状况)\/(合计|总数|总计|小计|计|总人数|总量|数量)$/, /^(从业|在职)人(数|员|员数)(\/(合计|总数|人数))?$/, /^(人数|人数情况|基本情况|职工队伍|职工情况)\/(职工|员工)(数|人数|总数|总人数)?$/],
      not: new RegExp(`${rate.source}|${other.source}|会员|女|男`),
    },
    {
      name: 'members',
      is: { kind: 'count', most: maxMembers },
      headed: [/^(现有|工会|全体|实有|在册)*会员(总人数|总数|人数|数)?(\/(合计|总数|总计|人数|小计|计|总人数|数量))?$/, /^(人数|人数情况|基本情况|职工队伍|职工情况|职工人数|其中)\/(其中:?)?(工会)?会员(数|人数|总数|总人数)?$/, /^(工会)?会员(人数)?(情况|队伍|状况|发展情况)\/(合计|总数|总计|小计|计|总人数|总量|数量)$/, /^(已)?入会(职工|员工)?(总人数|人数|总数|数)$/],
      not: new RegExp(`${rate.source}|${other.source}|女|男`),
    },
    { name: 'units', is: { kind: 'count', least: 0, most: maxUnits }, headed: [/^(涵盖|覆盖|所涵盖|所覆盖|下辖|所辖|下属|联合)(的)?(法人)?(单位|企业|基层)(和单位)?(总数|家数|个数|数量|数)?$/, /^(建会|法人|企业|单位)(单位)?(家数|个数|数量|数|总数)$/], not: /工会数|职工|会员/ },
    { name: 'foundedOn', is: { kind: 'date' }, headed: [/^(工会)?(成立|建会|组建|建立|批准成立|批准建会|首次建会)(的)?(时间|日期|年月|年月日|年份)(\/.*)?$/, /^(批准|批复)(时间|日期)$|^(成立|建会|组建)$/] },
    { name: 'certificate', is: { kind: 'text', most: 100 }, headed: [/^(工会)?(社团)?法人(资格)?(证书?|登记证书?)(编?号码?|号)?$/, /^(工会)?法人(资格)?(证书?)?(编?号码?|登记号)$/] },
    { name: 'industry', is: { kind: 'word', words: industryWords }, headed: [/^(所属|所在)?(行业|产业)(类别|类型|分类|名称)?$/] },
    ...federationFields,
  ],
};

/** Whether a word of the class column names a class of unions. */
export const isUnionClass = (key: string): key is UnionClass => (unionClasses as readonly string[]).includes(key);
